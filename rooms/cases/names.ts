// Letters that Urdu and Arabic keyboards write differently and readers take for the same.
const letters: Record<string, string> = {
  ي: 'ی',
  ى: 'ی',
  ې: 'ی',
  ك: 'ک',
  ڪ: 'ک',
  ه: 'ہ',
  ة: 'ہ',
  ۃ: 'ہ',
  ە: 'ہ',
  ھ: 'ہ',
  ٱ: 'ا',
  ء: '',
  ـ: '',
}

// Marks of Arabic and Latin letters only: in Bengali or Thai the marks are the vowels.
const marks = /[\u0300-\u036F\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED]/g
const invisible = /[\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g

/** A name in the form in which names are compared exactly; '' where nothing is left of it. */
export function normalName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(marks, '')
    .replace(invisible, '')
    .replace(/./gu, (letter) => letters[letter] ?? letter)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\s]+/gu, ' ')
    .trim()
}
