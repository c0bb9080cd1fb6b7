/**
 * The letters of Urdu, Arabic, Persian, Pashto and Sindhi as the sounds a Roman spelling would
 * show. Meant for matching only: it writes no vowels that were not written, so it must never be
 * displayed as somebody's name. Letters as in the romanisation tables for Urdu (UN 1972, BGN/PCGN
 * 2007), Pashto (BGN/PCGN 1968) and Arabic (ALA-LC), reduced to what English-educated clerks type.
 */

// '*' is a letter that may be a vowel: its place in the word decides (see `romanOf`).
// biome-ignore format: a table of letters reads best in rows
const sounds: Record<string, string> = {
  ا: 'a', آ: 'a', أ: 'a', إ: 'i', ٱ: 'a', ع: 'a', ء: '', ئ: 'i', ؤ: 'u', ۂ: '', ۀ: '', ب: 'b', ٻ: 'b', ڀ: 'bh', پ: 'p', ڦ: 'ph', ت: 't', ط: 't', ٹ: 't', ٺ: 'th', ٽ: 't', ٿ: 'th', ټ: 't', ث: 's', س: 's', ص: 's', څ: 's', ش: 'sh', ښ: 'sh', ج: 'j', ڄ: 'j', ڃ: 'n', چ: 'ch', ڇ: 'ch', ځ: 'z', ح: 'h', خ: 'kh', د: 'd', ڈ: 'd', ډ: 'd', ڊ: 'd', ڌ: 'dh', ڍ: 'dh', ڏ: 'd', ذ: 'z', ز: 'z', ژ: 'zh', ض: 'z', ظ: 'z', ر: 'r', ڑ: 'r', ړ: 'r', ڙ: 'r', ږ: 'g', غ: 'gh', ف: 'f', ڤ: 'v', ق: 'q', ک: 'k', ك: 'k', ڪ: 'k', گ: 'g', ګ: 'g', ڳ: 'g', ڱ: 'n', ل: 'l', م: 'm', ن: 'n', ں: 'n', ڻ: 'n', ڼ: 'n', ه: 'h', ہ: 'h', ھ: 'h', ة: 'a', ۃ: 'a', ى: 'a', و: '*', ۇ: 'u', ۆ: 'u', ی: '*', ي: '*', ې: 'i', ۍ: 'i', ے: 'i', ۓ: 'i',
}

const vowelLike = new Set('اآأعیيےېىةۃہه')
// Words in which a و between two consonants is spoken as v, against the rule.
const spokenV = new Set(['انور', 'سرور', 'منور', 'کنور', 'گوہر', 'پلوشہ', 'پلوشے'])

const arabicLetter = /[\u0621-\u064A\u066E-\u06D3\u06D5\u06FA-\u06FF\u0750-\u077F]/

/** Whether a text is written, at least in part, in Arabic letters. */
export const isArabicScript = (text: string): boolean => arabicLetter.test(text)

/**
 * Unicode folded to what matters for matching: presentation forms composed, vowel marks, tatweel
 * and joiners dropped, Arabic-Indic and Persian digits as 0–9, Roman letters without accents, all
 * in lower case. `ﷲ` becomes `الله`.
 */
export function foldText(text: string): string {
  if (/^[a-z0-9 ]*$/.test(text)) return text
  return text
    .normalize('NFKC')
    .replace(/[\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED\u0640\u200B-\u200F\u2060\uFEFF]/g, '')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[ßøłđæœı]/gi, (letter) => plain[letter.toLowerCase()] ?? letter)
    .toLowerCase()
    .normalize('NFC')
}
const plain: Record<string, string> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i' }

/**
 * One word in Arabic letters as Roman letters. و is a consonant at the start of a word, after a
 * long ا (not a first one), and before ا, ی or a final ہ; ی is one at the start and between two vowels; elsewhere
 * both are vowels.
 */
export function romanOf(word: string): string {
  const letters = [...word]
  let roman = ''
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at]!
    const sound = sounds[letter]
    if (sound !== '*') {
      roman += sound ?? (/[a-z0-9]/.test(letter) ? letter : '')
      continue
    }
    const before = letters[at - 1]
    const after = letters[at + 1]
    const consonant =
      at === 0
        ? after !== undefined
        : after !== undefined && vowelLike.has(after) && !(after === 'ہ' && at + 2 < letters.length)
    if (letter === 'و')
      roman += consonant || (before === 'ا' && at > 1) || spokenV.has(word) ? 'v' : 'u'
    else roman += consonant && (at === 0 || vowelLike.has(before!)) ? 'y' : 'i'
  }
  return roman
}
