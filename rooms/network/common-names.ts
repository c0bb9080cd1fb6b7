import { type Rarity, readName } from '../../libraries/record-linkage/index.ts'

/**
 * Words that many people in Pakistan have in their names, and the share of people who have each,
 * roughly. From general knowledge and not counted (grade: memory): they only keep the commonest
 * names from weighing like rare ones. Titles and Muhammad are left out before names are compared.
 */
const words: readonly (readonly [share: number, ...spellings: string[]])[] = [
  [0.06, 'Ali', 'Aly', 'علی'],
  [0.06, 'Ahmed', 'Ahmad', 'Ahmud', 'احمد'],
  [0.05, 'Khan', 'خان'],
  [0.04, 'Hussain', 'Hussein', 'Husain', 'حسین'],
  [0.04, 'Bibi', 'بی بی', 'بیبی'],
  [0.02, 'Iqbal', 'Eqbal', 'اقبال'],
  [0.02, 'Hassan', 'Hasan', 'حسن'],
  [0.02, 'Akhtar', 'Akhter', 'اختر'],
  [0.02, 'Abbas', 'عباس'],
  [0.02, 'Shah', 'شاہ'],
  [0.015, 'Aslam', 'اسلم'],
  [0.015, 'Akram', 'اکرم'],
  [0.015, 'Ashraf', 'اشرف'],
  [0.015, 'Imran', 'عمران'],
  [0.015, 'Usman', 'Osman', 'عثمان'],
  [0.015, 'Fatima', 'Fatimah', 'فاطمہ'],
  [0.015, 'Bashir', 'بشیر'],
  [0.015, 'Mehmood', 'Mahmood', 'Mahmud', 'محمود'],
  [0.01, 'Rashid', 'Rasheed', 'رشید'],
  [0.01, 'Nawaz', 'نواز'],
  [0.01, 'Ramzan', 'Ramadan', 'رمضان'],
  [0.01, 'Sadiq', 'صادق'],
  [0.01, 'Yousaf', 'Yousuf', 'Yusuf', 'یوسف'],
  [0.01, 'Ibrahim', 'Ibraheem', 'ابراہیم'],
  [0.01, 'Anwar', 'انور'],
  [0.01, 'Parveen', 'Perveen', 'پروین'],
  [0.01, 'Kausar', 'Kauser', 'کوثر'],
  [0.01, 'Bilal', 'بلال'],
  [0.01, 'Shahid', 'شاہد'],
  [0.01, 'Khalid', 'خالد'],
  [0.01, 'Tariq', 'طارق'],
  [0.01, 'Hamza', 'Hamzah', 'حمزہ'],
  [0.01, 'Umar', 'Umer', 'Omar', 'عمر'],
  [0.01, 'Ayesha', 'Aisha', 'عائشہ'],
  [0.01, 'Zahra', 'Zehra', 'زہرا'],
  [0.01, 'Rafiq', 'Rafique', 'رفیق'],
]

const read = words.flatMap(([share, ...spellings]) =>
  spellings.flatMap((spelling) => {
    const { tokens, skeletons } = readName(spelling)
    return tokens.length === 1 ? { share, text: tokens[0]!, skeleton: skeletons[0]! } : []
  }),
)

/** Names that are made of no common word weigh a little more than the average; far less than they could. */
const UNLISTED = 2

/**
 * What the rarity of a name adds to the weight of its agreement, in bits: `wholes` is how often two
 * names of different people agree on average at the levels of whole names, `word` at one word.
 */
export function nameRarity(wholes: number, word: number): Rarity[string] {
  const form: Record<string, number> = {}
  const skeletonKey: Record<string, number> = {}
  const token: Record<string, number> = {}
  const bits = (average: number, share: number) => Math.log2(average / share)
  for (const one of read) {
    // A name of one word alone is rarer than the word: about one in five has no second.
    form[one.text] = skeletonKey[one.skeleton] = bits(wholes, one.share / 5)
    token[one.skeleton] = bits(word, one.share)
    for (const two of read) {
      if (one.skeleton === two.skeleton) continue
      const both = bits(wholes, 2 * one.share * two.share)
      form[`${one.text} ${two.text}`] = both
      skeletonKey[[one.skeleton, two.skeleton].sort().join(' ')] = both
    }
  }
  return {
    form: { values: capped(form), unlisted: UNLISTED },
    skeletonKey: { values: capped(skeletonKey), unlisted: UNLISTED },
    token: { values: capped(token), unlisted: UNLISTED },
  }
}

/** A listed name never weighs more than one that is not listed. */
function capped(values: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).map(([text, added]) => [text, Math.min(added, UNLISTED)]),
  )
}
