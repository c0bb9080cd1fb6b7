import { foldText, isArabicScript, romanOf } from './letters.ts'

/** A person's name taken apart for comparison; every part is for matching, none for display. */
export interface NameForm {
  /** The tokens that tell people apart, as spelled, in order: titles and a leading Muhammad gone. */
  tokens: string[]
  /** Per token: spelling habits folded (ee/i, oo/u, q/k, w/v …), vowels kept. */
  folded: string[]
  /** Per token: its consonants only, the same for Urdu and Roman spellings. */
  skeletons: string[]
}

const titles = new Set(
  `mr mrs ms miss dr prof engr eng adv capt captain maj major col colonel gen brig lt sgt insp asi
  syed sayed sayyed sayyid saiyed syeda sayeda hafiz hafeez haji hajji hajj alhaj mian qari maulana
  molana maulvi molvi moulvi sheikhul mst mrs smt mst. mussamat musammat mussammat janab sahib saheb
  sahab late
  سید سیدہ حافظ حاجی میاں قاری مولانا مولوی ڈاکٹر جناب محترم محترمہ مسماۃ مسمات صاحب صاحبہ پروفیسر
  انجینئر کیپٹن میجر کرنل مرحوم الحاج`.split(/\s+/),
)
// What stands between a person's own name and a relative's: the rest is somebody else's name.
const relation =
  /\s(?:[sdwc]\s*\/\s*o|son of|daughter of|wife of|walad|wald|wld|ولد|ابن|بنت|زوجہ|بیوہ|دختر)[\s.:]/
const particles = new Set(
  'bin ibn bint binte al el ul ur us ud un ad ar as an e i o de al- و بن'.split(' '),
)
const shorts = new Map([
  ['ch', 'chaudhry'],
  ['bb', 'bibi'],
  ['gh', 'ghulam'],
  ['abdl', 'abdul'],
  ['uthman', 'usman'],
  ['othman', 'usman'],
  ['ramadan', 'ramzan'],
  ['ramadhan', 'ramzan'],
  ['fadl', 'fazal'],
  ['fadhl', 'fazal'],
  ['ridwan', 'rizwan'],
  ['ridha', 'raza'],
  ['rida', 'raza'],
  ['hafsah', 'hafsa'],
])
const muhammad =
  /^(?:m|md|mhd|mohd|muhd|mohmd|muhmd|mohamd|mhmd|m[aeou]?h[aeou]mm?[aeiou]?[dt]|m[ou]hmm[aei]d)$/
const abdul = /^abd(?:[aeou]+[lrsznt]?)?$/
const afterUl =
  /^(?:haq|haqq|haque|hak|hasan|hassan|islam|huda|abidin|abideen|amin|ameen|nabi|mulk|qadr)$/

/** Spelling habits folded away: what two clerks would write for the same sound becomes one. */
export function foldToken(token: string): string {
  return token
    .replace(/ph/g, 'f')
    .replace(/ck|q/g, 'k')
    .replace(/x/g, 'ks')
    .replace(/w/g, 'v')
    .replace(/ee|ea|ie|ii|ei(?=.)/g, 'i')
    .replace(/oo|ou|uu/g, 'u')
    .replace(/aa+/g, 'a')
    .replace(/ai|ay|ey|ae/g, 'e')
    .replace(/iya(h?)$/, 'ia')
    .replace(/(.)\1+/g, '$1')
    .replace(/([aeiou])h$/, '$1')
    .replace(/y$/, 'i')
    .replace(/^e/, 'i')
    .replace(/^o/, 'u')
}

/** The consonants of a Roman token; a first vowel is kept as `a`, aspiration and j/z are dropped. */
export function skeletonOf(token: string): string {
  const plain = foldToken(token)
    .replace(/c(?=h)/g, 'C')
    .replace(/c/g, 'k')
    .replace(/(?<=[gksdtbpCzjr])h/g, '')
    .replace(/j/g, 'z')
  const first = /^[aeiou]/.test(plain) ? 'a' : (plain[0] ?? '')
  const rest = plain.slice(1).replace(/[aeiouhy]/g, '')
  return first + rest
}

/** `Abdul` + name, `name` + `uddin` or `ullah`, `bi bi`: written apart or together, they are one token. */
function joined(words: readonly string[]): string[] {
  const out: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    const next = words[at + 1]
    const last = out.length - 1
    if (last >= 0 && /^u[dl]$/.test(word) && next && din.test(next)) continue
    if (last >= 0 && din.test(word)) out[last] += 'uddin'
    else if (last >= 0 && /^(?:ul|al)l?ahu?$/.test(word)) out[last] += 'ullah'
    else if (last >= 0 && word === 'bi' && out[last] === 'bi') out[last] = 'bibi'
    else if (abdul.test(word) && next) {
      const particle = /^(?:[aeu][lrsnzt])$/.test(next) && at + 2 < words.length
      const rest = words[at + (particle ? 2 : 1)]!
      out.push(
        rest === 'lah' || /^(?:u|a)llah$/.test(rest) ? 'abdullah' : `abdul${withoutAl(rest)}`,
      )
      at += particle ? 2 : 1
    } else if (next && afterUl.test(withoutAl(next)) && /..ul$/.test(word))
      out.push(word.slice(0, -2))
    else if (/..[aeiu]ul$/.test(word) && next) out.push(word.slice(0, -2))
    else out.push(word)
  }
  return out
}
const din = /^(?:u|ud|al|ad|ed|od)?d(?:ee|i|ie|ei|ii)n$/
const withoutAl = (word: string) => word.replace(/^(?:[au]l|[au]([rsznt])(?=\1))-?(?=.{2})/, '')

/** `abdurrahman`, `abdulrehman`, `abdullah` written as one word. */
function oneAbdul(word: string): string {
  if (!word.startsWith('abd') || word.length < 7) return word
  if (/^abd[aeou]*l+a+h?$/.test(word)) return 'abdullah'
  const assimilated = /^abd[aeou]([rsznt])(?=\1)/.exec(word)
  if (assimilated) return `abdul${word.slice(assimilated[0].length)}`
  return word.replace(/^abd[aeou]+l/, 'abdul')
}

function romanWord(word: string): string {
  if (!isArabicScript(word)) return oneAbdul(shorts.get(word) ?? word)
  if (/^عبدا?ل?ل[ہه]$/.test(word)) return 'abdullah'
  if (word.startsWith('عبدال') && word.length > 5) return `abdul${romanOf(word.slice(5))}`
  if (/^ا?لل?[ہه]$/.test(word)) return 'ullah'
  if (/^ا?ل?د[یي]ن$/.test(word)) return 'uddin'
  if (/^ال..+/.test(word) && !/^ال(?:[یيہه]|طاف|ماس|فت)/.test(word)) return romanOf(word.slice(2))
  if (/^ذوال?/.test(word)) return `zul${romanOf(word.replace(/^ذوا?ل?/, ''))}`
  return romanOf(word)
}

const MOST_KEPT = 500_000

/** Remembers what a word becomes: lists have few different words and many names. */
export function remembered<T>(read: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>()
  return (word) => {
    let found = known.get(word)
    if (found === undefined) {
      if (known.size > MOST_KEPT) known.clear()
      found = read(word)
      known.set(word, found)
    }
    return found
  }
}

/** A word as spelled, folded, and as a skeleton. */
export const formOf = remembered(
  (word) => [word, foldToken(word), skeletonOf(word)] as readonly [string, string, string],
)

const relationWords = /^(?:son|daughter|wife|walad|wald|wld|ولد|ابن|بنت|زوجہ|بیوہ|دختر)$/

interface Piece {
  words: readonly string[]
  /** Whether what follows may be somebody else's name, so that the whole text must be looked at. */
  mayRelate: boolean
}

/** What stands between two spaces; folding does not look across them. */
const pieceOf = remembered((piece): Piece => {
  const text = foldText(piece)
  const words = wordsIn(text)
  const plain = /^[\p{L}'’`ʿʾ]*\.?$/u.test(text)
  return { words, mayRelate: !plain || words.some((word) => relationWords.test(word)) }
})

const wordsIn = (text: string): string[] =>
  text
    .replace(/['’`ʿʾ]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

function wordsOf(raw: string): string[] {
  const words: string[] = []
  for (const piece of raw.split(' ')) {
    const known = pieceOf(piece)
    if (known.mayRelate) return wordsBeforeRelation(raw)
    for (const word of known.words) words.push(word)
  }
  return words
}

function wordsBeforeRelation(raw: string): string[] {
  let text = ` ${foldText(raw)} `
  const cut = relation.exec(text)
  if (cut && cut.index > 1) text = text.slice(0, cut.index)
  return wordsIn(text)
}

interface Word {
  roman: string
  isTitle: boolean
  /** Whether it may be written as one with a neighbour: Abdul, ud-Din, Ullah, bi bi. */
  mayJoin: boolean
}
const wordOf = remembered((word): Word => {
  const roman = romanWord(word)
  return {
    roman,
    isTitle: titles.has(word),
    mayJoin:
      /^u[dl]$|^(?:ul|al)l?ahu?$|^bi$|..ul$/.test(roman) || din.test(roman) || abdul.test(roman),
  }
})
const isMuhammad = remembered((word) => muhammad.test(word))

/** A word of a name judged alone: `particle` is dropped beside another word, `muhammad` where anything else is left. */
export interface Part {
  token: string
  part: 'told' | 'title' | 'particle' | 'muhammad'
}

/**
 * What stands between two spaces of a name, word by word; undefined where it depends on what stands
 * beside it, so that the whole name must be read.
 */
export function namePiece(piece: string): Part[] | undefined {
  const { words, mayRelate } = pieceOf(piece)
  if (mayRelate) return undefined
  const parts: Part[] = []
  for (const word of words) {
    const { roman, isTitle, mayJoin } = wordOf(word)
    if (!roman || mayJoin) return undefined
    const part = isTitle
      ? 'title'
      : particles.has(roman)
        ? 'particle'
        : isMuhammad(roman)
          ? 'muhammad'
          : 'told'
    parts.push({ token: roman, part })
  }
  return parts
}

/**
 * Takes a name apart. Titles are dropped; Muhammad in any spelling is dropped where another token
 * remains; what follows `s/o`, `ولد` … is left out; Abdul X, X ud-Din and X Ullah become one token.
 * An empty array of tokens means that nothing of the name is left to compare.
 */
export function readName(raw: string): NameForm {
  const words = wordsOf(raw).map(wordOf)
  const telling = words.filter(({ isTitle }) => !isTitle)
  const chosenWords = telling.length ? telling : words
  const kept = chosenWords.map(({ roman }) => roman)
  const whole = chosenWords.some(({ mayJoin }) => mayJoin) ? joined(kept) : kept
  const joint = whole.filter((word, at, all) => !(all.length > 1 && particles.has(word)) && at < 12)
  const core = joint.filter((word) => !isMuhammad(word))
  const chosen = (core.length ? core : joint.slice(0, 1).map(() => 'muhammad')).filter(Boolean)
  const forms = chosen.map(formOf)
  return {
    tokens: forms.map((one) => one[0]),
    folded: forms.map((one) => one[1]),
    skeletons: forms.map((one) => one[2]),
  }
}

/** The skeletons of a name in one order-free key: the same for `Imran Khan` and `خان عمران`. */
export const nameKey = (name: NameForm): string => [...name.skeletons].sort().join(' ')
