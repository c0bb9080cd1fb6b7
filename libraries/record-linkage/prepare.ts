import { dateFromBytes, packDate } from './dates.ts'
import {
  type ByteReader,
  cnicFromBytes,
  noDigits,
  numberFromBytes,
  type Packed,
  packDigits,
  phoneFromBytes,
} from './digits.ts'
import { type Form, isNothing, type Reader, readerOf, readPiece, tokenForm } from './forms.ts'
import { type Family, familyOf, type Kind, MOST_TOKENS } from './kinds.ts'
import { ByteDictionary, eachValue, type Packet } from './packets.ts'
import { PoolIndex, poolOf, poolOfLists, poolWith, type TextPool, textsOf } from './pool.ts'
import { SequenceDictionary } from './sequences.ts'
import { Dictionary, float64, int32 } from './shared.ts'

/** The words of each distinct name. */
export interface TokenPool {
  starts: Int32Array
  tokens: Int32Array
  /** By name: the numbers of its folded, sorted key and of its skeleton key. */
  folded: Int32Array
  keys: Int32Array
  /** By name: one bit per skeleton (modulo 32) of its tokens. */
  signature: Int32Array
  /** By name, side by side: what of it each row takes along when pairs are compared ({@link PROFILE}). */
  profiles: Int32Array
  /** By token: the number of its skeleton. */
  skeleton: Int32Array
  /** The texts behind the numbers: tokens, their skeletons, and the keys of names. */
  texts: TextPool
  skeletons: TextPool
  foldedKeys: TextPool
  skeletonKeys: TextPool
}

/** The places in a name's profile: bits of its skeletons and letters, its length, its tokens. */
export const PROFILE = {
  bits: 0,
  letters: 1,
  length: 2,
  count: 3,
  tokens: 4,
  size: 4 + MOST_TOKENS,
}

function profilesOf(
  pool: TextPool,
  { starts, tokens, signature }: Pick<TokenPool, 'starts' | 'tokens' | 'signature'>,
): Int32Array {
  const profiles = int32(signature.length * PROFILE.size)
  for (let form = 0; form < signature.length; form++) {
    const at = form * PROFILE.size
    const from = starts[form]!
    profiles[at + PROFILE.bits] = signature[form]!
    profiles[at + PROFILE.letters] = pool.signature[form]!
    profiles[at + PROFILE.length] = pool.starts[form + 1]! - pool.starts[form]!
    profiles[at + PROFILE.count] = starts[form + 1]! - from
    for (let token = from; token < starts[form + 1]!; token++)
      profiles[at + PROFILE.tokens + token - from] = tokens[token]!
  }
  return profiles
}

/** The words of each distinct text, sorted, and how much each word tells. */
export interface WordPool {
  starts: Int32Array
  words: Int32Array
  /** By word: log(rows / rows that have it). */
  rarity: Float64Array
  /** By text: its rarest word that another text has too, and the next; -1 where there is none. */
  rare: Int32Array
  next: Int32Array
}

/** A field made ready: everything in shared memory, nothing of the raw values. */
export interface Field {
  name: string
  kind: Kind
  family: Family
  /** What a comparison reads of each row. tokens: form, skeleton key; text, short, code: form; digits: hi, lo; date: word. */
  words: Int32Array[]
  /** How many distinct forms; 0 for digits and dates, which need no dictionary. */
  forms: number
  /** The forms. */
  pool?: TextPool
  tokens?: TokenPool
  bag?: WordPool
  /** tokens: how many skeleton keys, and how many token skeletons. */
  skeletonKeys: number
  tokenSkeletons: number
}

/** What the reading of a field met. */
export interface FieldReport {
  name: string
  kind: Kind
  filled: number
  empty: number
  distinct: number
  /** Values that could not be used, or were odd, with how many rows and one example. */
  troubles: { what: string; rows: number; example: string; used: boolean }[]
}

/** A prepared field with its report; all in shared memory or plain, so that threads can hand it on. */
export interface Prepared {
  field: Field
  report: FieldReport
}

const byteReaders: Partial<Record<Kind, ByteReader>> = {
  cnic: cnicFromBytes,
  phone: phoneFromBytes,
  number: numberFromBytes,
  date: dateFromBytes,
}

/** Makes a column of one table ready to be compared. */
export function prepareField(
  name: string,
  kind: Kind,
  packets: readonly Packet[],
  rows: number,
): Prepared {
  const family = familyOf[kind]
  const blank: Field = {
    name,
    kind,
    family,
    words: [],
    forms: 0,
    skeletonKeys: 0,
    tokenSkeletons: 0,
  }
  const report: FieldReport = { name, kind, filled: 0, empty: 0, distinct: 0, troubles: [] }
  const fast = byteReaders[kind]
  if (fast) return prepareDigits(blank, report, packets, rows, fast)
  const dictionary = new ByteDictionary()
  const codes = new Int32Array(rows).fill(-1)
  eachValue(packets, (bytes, from, to, row) => {
    if (to > from) codes[row] = dictionary.codeOf(bytes, from, to)
  })
  const counts = countsOf(codes, dictionary.size)
  const prepared =
    family === 'tokens'
      ? prepareTokens(blank, report, codes, counts, dictionary)
      : prepareTexts(blank, report, codes, readForms(kind, dictionary.texts(), counts, report))
  report.empty = rows - report.filled
  return prepared
}

const countsOf = (codes: Int32Array, size: number): Int32Array => {
  const counts = new Int32Array(size)
  for (const code of codes) if (code >= 0) counts[code]!++
  return counts
}

/** Roughly how many values are there is all that is ever asked of digits: rows that are looked at for it. */
const LOOKED_AT = 20_000

function prepareDigits(
  blank: Field,
  report: FieldReport,
  packets: readonly Packet[],
  rows: number,
  fast: ByteReader,
): Prepared {
  const isDate = blank.family === 'date'
  const hi = int32(rows).fill(-1)
  const lo = isDate ? hi : int32(rows).fill(-1)
  const dictionary = new ByteDictionary()
  const others: number[] = []
  const codes: number[] = []
  const packed: Packed = { hi: 0, lo: 0 }
  eachValue(packets, (bytes, from, to, row) => {
    if (from === to) return
    if (fast(bytes, from, to, packed)) {
      hi[row] = packed.hi
      lo[row] = packed.lo
      report.filled++
    } else {
      others.push(row)
      codes.push(dictionary.codeOf(bytes, from, to))
    }
  })
  const counts = countsOf(Int32Array.from(codes), dictionary.size)
  const forms = readForms(blank.kind, dictionary.texts(), counts, report).map((form): Packed => {
    if (!form) return noDigits
    return isDate ? { hi: 0, lo: packDate(form.text) } : packDigits(form.text)
  })
  others.forEach((row, at) => {
    hi[row] = forms[codes[at]!]!.hi
    lo[row] = forms[codes[at]!]!.lo
  })
  const met = new Set(forms.map((one) => `${one.hi} ${one.lo}`))
  for (let row = 0; row < Math.min(rows, LOOKED_AT); row++)
    if (hi[row] !== -1) met.add(`${hi[row]} ${lo[row]}`)
  report.distinct = met.size
  report.empty = rows - report.filled
  return { field: { ...blank, words: isDate ? [hi] : [hi, lo] }, report }
}

function readForms(
  kind: Kind,
  values: readonly string[],
  rows: Int32Array,
  report: FieldReport,
): (Form | undefined)[] {
  const read = readerOf(kind, values)
  return values.map((raw, at) => readForm(read, raw, rows[at]!, report))
}

function readForm(read: Reader, raw: string, rows: number, report: FieldReport): Form | undefined {
  if (isNothing(raw)) return undefined
  const form = read(raw)
  const used = 'text' in form
  const what = used ? form.odd : form.trouble
  if (what) addTrouble(report.troubles, { what, rows, example: raw.slice(0, 60), used })
  if (!used) return undefined
  report.filled += rows
  return form
}

function addTrouble(
  troubles: FieldReport['troubles'],
  trouble: FieldReport['troubles'][number],
): void {
  const known = troubles.find(({ what }) => what === trouble.what)
  if (known) known.rows += trouble.rows
  else troubles.push({ ...trouble })
}

/** By row, the number that its value's number stands for. */
function spread(codes: Int32Array, of: ArrayLike<number>): Int32Array {
  const out = int32(codes.length)
  for (let row = 0; row < codes.length; row++) out[row] = codes[row]! < 0 ? -1 : of[codes[row]!]!
  return out
}

function prepareTexts(
  blank: Field,
  report: FieldReport,
  rawCodes: Int32Array,
  forms: readonly (Form | undefined)[],
): Prepared {
  const dictionary = new Dictionary()
  const first: Form[] = []
  const codes = Int32Array.from(forms, (form) => {
    if (!form) return -1
    const code = dictionary.codeOf(form.text)
    first[code] ??= form
    return code
  })
  report.distinct = first.length
  const words = [spread(rawCodes, codes)]
  const field: Field = { ...blank, words, forms: first.length, pool: poolOf(dictionary.values) }
  if (field.family === 'words') field.bag = wordsOf(dictionary.values, words[0]!)
  return { field, report }
}

/** What a part of a name is, as a number. */
const partNumbers = { told: 0, title: 1, particle: 2, muhammad: 3 } as const
/** Above this, what is dropped depends on the place: such names are read whole. */
const MOST_WORDS = 12

/** Takes values apart piece by piece, so that texts are made of few pieces only; the rest is numbers. */
class TokenReader {
  readonly tokens = new Dictionary()
  readonly folded: number[] = []
  readonly skeleton: number[] = []
  readonly skeletons = new Dictionary()
  readonly foldedForms = new Dictionary()
  private readonly pieces = new ByteDictionary()
  /** By piece: its parts, as token and part number in turn; undefined where the whole must be read. */
  private readonly parts: (readonly number[] | undefined)[] = []
  private readonly kind: Kind
  /** The tokens of the value just read. */
  readonly list = new Int32Array(MOST_TOKENS)
  private readonly words = new Int32Array(MOST_WORDS * 2)

  constructor(kind: Kind) {
    this.kind = kind
  }

  tokenOf(text: string): number {
    const token = this.tokens.codeOf(text)
    if (token === this.skeleton.length) {
      const [, folded, skeleton] = tokenForm(this.kind, text)
      this.folded.push(this.foldedForms.codeOf(folded))
      this.skeleton.push(this.skeletons.codeOf(skeleton))
    }
    return token
  }

  /** Reads a value into `list`; how many tokens, or -1 where the whole must be read. */
  read(bytes: Uint8Array, from: number, to: number): number {
    const { words, list } = this
    let count = 0
    let told = 0
    for (let at = from; at <= to; at++) {
      const start = at
      while (at < to && bytes[at] !== 32) at++
      if (at === start) continue
      const parts = this.partsOf(bytes, start, at)
      if (!parts) return -1
      for (let part = 0; part < parts.length; part += 2) {
        if (parts[part + 1] === partNumbers.title) continue
        if (count === MOST_WORDS) return -1
        words[count * 2] = parts[part]!
        words[count++ * 2 + 1] = parts[part + 1]!
      }
    }
    for (let word = 0; word < count && told < MOST_TOKENS; word++) {
      const part = words[word * 2 + 1]
      if (part === partNumbers.told || (part === partNumbers.particle && count === 1))
        list[told++] = words[word * 2]!
    }
    return told > 0 ? told : -1
  }

  private partsOf(bytes: Uint8Array, from: number, to: number): readonly number[] | undefined {
    const piece = this.pieces.codeOf(bytes, from, to)
    if (piece === this.parts.length)
      this.parts.push(
        readPiece(this.kind, this.pieces.textOf(piece))?.flatMap(({ token, part }) => [
          this.tokenOf(token),
          partNumbers[part],
        ]),
      )
    return this.parts[piece]
  }
}

function prepareTokens(
  blank: Field,
  report: FieldReport,
  rawCodes: Int32Array,
  rows: Int32Array,
  values: ByteDictionary,
): Prepared {
  const reader = new TokenReader(blank.kind)
  const { list } = reader
  const whole = readerOf(blank.kind, [])
  const names = new SequenceDictionary()
  const codes = new Int32Array(values.size).fill(-1)
  for (let value = 0; value < values.size; value++) {
    const from = value === 0 ? 0 : values.ends[value - 1]!
    let count = reader.read(values.bytes, from, values.ends[value]! - 1)
    if (count >= 0) report.filled += rows[value]!
    else {
      const form = readForm(whole, values.textOf(value), rows[value]!, report)
      if (!form) continue
      const tokens = form.text.split(' ')
      count = tokens.length
      tokens.forEach((token, at) => {
        list[at] = reader.tokenOf(token)
      })
    }
    codes[value] = names.codeOf(list, count)
  }
  const forms = names.size
  report.distinct = forms
  const { tokens, pool, skeletonKeys } = tokenPool(reader, names)
  const words = spread(rawCodes, codes)
  const field: Field = {
    ...blank,
    words: [words, spread(words, tokens.keys)],
    forms,
    pool,
    tokens,
    skeletonKeys,
    tokenSkeletons: reader.skeletons.values.length,
  }
  return { field, report }
}

/** Texts in order, and the place in it of each. */
function ranked(texts: readonly string[]): { pool: TextPool; ranks: Int32Array } {
  const order = Array.from(texts.keys()).sort((a, b) => (texts[a]! < texts[b]! ? -1 : 1))
  const ranks = new Int32Array(texts.length)
  order.forEach((text, rank) => {
    ranks[text] = rank
  })
  return { pool: poolOf(order.map((text) => texts[text]!)), ranks }
}

/** Names by their tokens, and the two keys that do not depend on the order of tokens. */
function tokenPool(reader: TokenReader, names: SequenceDictionary) {
  const forms = names.size
  const starts = int32(forms + 1)
  starts.set(names.ends.subarray(0, forms), 1)
  const list = int32(starts[forms]!)
  list.set(names.items.subarray(0, list.length))
  const texts = poolOf(reader.tokens.values)
  const skeletons = poolOf(reader.skeletons.values)
  const skeleton = int32(reader.skeleton.length)
  skeleton.set(reader.skeleton)
  const [folded, keys, signature] = [int32(forms), int32(forms), int32(forms)]
  const foldedKeys = new SequenceDictionary()
  const skeletonKeys = new SequenceDictionary()
  // Keys are put together in the order of their texts, which is the same in every table.
  const foldedRanks = ranked(reader.foldedForms.values)
  const skeletonRanks = ranked(reader.skeletons.values)
  const some = new Int32Array(MOST_TOKENS)
  for (let form = 0; form < forms; form++) {
    const from = starts[form]!
    const count = starts[form + 1]! - from
    let bits = 0
    for (let at = 0; at < count; at++) {
      const own = skeleton[list[from + at]!]!
      some[at] = skeletonRanks.ranks[own]!
      bits |= 1 << (own & 31)
    }
    signature[form] = bits
    if (count > 1) some.subarray(0, count).sort()
    keys[form] = skeletonKeys.codeOf(some, count)
    for (let at = 0; at < count; at++)
      some[at] = foldedRanks.ranks[reader.folded[list[from + at]!]!]!
    if (count > 1) some.subarray(0, count).sort()
    folded[form] = foldedKeys.codeOf(some, count)
  }
  const keyPool = (parts: TextPool, { items, ends, size }: SequenceDictionary) => {
    const keyStarts = new Int32Array(size + 1)
    keyStarts.set(ends.subarray(0, size), 1)
    return poolOfLists(parts, keyStarts, items.subarray(0, keyStarts[size]!))
  }
  const pool = poolOfLists(texts, starts, list)
  const tokens: TokenPool = {
    starts,
    tokens: list,
    folded,
    keys,
    signature,
    profiles: profilesOf(pool, { starts, tokens: list, signature }),
    skeleton,
    texts,
    skeletons,
    foldedKeys: keyPool(foldedRanks.pool, foldedKeys),
    skeletonKeys: keyPool(skeletonRanks.pool, skeletonKeys),
  }
  return { tokens, pool, skeletonKeys: skeletonKeys.size }
}

/**
 * The field of two tables, one after the other. The second table's numbers stay as they are, so
 * that a large table that was prepared before needs no new dictionary.
 */
export function joinTables(one: Prepared, two: Prepared): Prepared {
  const report: FieldReport = {
    ...two.report,
    filled: one.report.filled + two.report.filled,
    empty: one.report.empty + two.report.empty,
    distinct: one.report.distinct + two.report.distinct,
    troubles: [],
  }
  for (const trouble of [...one.report.troubles, ...two.report.troubles])
    addTrouble(report.troubles, trouble)
  const { pool } = two.field
  if (!pool)
    return {
      field: {
        ...two.field,
        words: two.field.words.map((words, at) => behind(one.field.words[at]!, words)),
      },
      report,
    }
  const index = new PoolIndex(pool)
  const codes = Int32Array.from(textsOf(one.field.pool!), (text) => index.codeOf(text))
  report.distinct = two.field.forms + index.more.length
  const field: Field = {
    ...two.field,
    words: [behind(spread(one.field.words[0]!, codes), two.field.words[0]!)],
    forms: report.distinct,
    pool: poolWith(pool, index.more),
  }
  if (field.family === 'words') field.bag = wordsOf(textsOf(field.pool!), field.words[0]!)
  if (field.family === 'tokens') joinTokens(field, one.field, two.field, codes)
  return { field, report }
}

function behind(one: Int32Array, two: Int32Array): Int32Array {
  const out = int32(one.length + two.length)
  out.set(one)
  out.set(two, one.length)
  return out
}

/** Adds the forms that only the first table has to the tokens of the second. */
function joinTokens(field: Field, one: Field, two: Field, codes: Int32Array): void {
  const [a, b] = [one.tokens!, two.tokens!]
  const fresh = Array.from(codes.keys()).filter((form) => codes[form]! >= two.forms)
  const numbers = (from: TextPool, to: TextPool) => {
    const index = new PoolIndex(to)
    const map = Int32Array.from(textsOf(from), (text) => index.codeOf(text))
    return { map, pool: poolWith(to, index.more) }
  }
  const skeletons = numbers(a.skeletons, b.skeletons)
  const texts = numbers(a.texts, b.texts)
  const foldedKeys = numbers(a.foldedKeys, b.foldedKeys)
  const skeletonKeys = numbers(a.skeletonKeys, b.skeletonKeys)
  const skeleton = int32(texts.pool.signature.length)
  skeleton.set(b.skeleton)
  texts.map.forEach((token, own) => {
    skeleton[token] = skeletons.map[a.skeleton[own]!]!
  })
  const many = fresh.reduce((sum, form) => sum + a.starts[form + 1]! - a.starts[form]!, 0)
  const grown = (from: Int32Array, length: number) => {
    const out = int32(length)
    out.set(from)
    return out
  }
  const tokens = grown(b.tokens, b.tokens.length + many)
  const starts = grown(b.starts, field.forms + 1)
  const folded = grown(b.folded, field.forms)
  const keys = grown(b.keys, field.forms)
  const signature = grown(b.signature, field.forms)
  let end = b.tokens.length
  fresh.forEach((form, at) => {
    const code = two.forms + at
    for (let place = a.starts[form]!; place < a.starts[form + 1]!; place++) {
      const token = texts.map[a.tokens[place]!]!
      tokens[end++] = token
      signature[code]! |= 1 << (skeleton[token]! & 31)
    }
    starts[code + 1] = end
    folded[code] = foldedKeys.map[a.folded[form]!]!
    keys[code] = skeletonKeys.map[a.keys[form]!]!
  })
  field.tokens = {
    starts,
    tokens,
    folded,
    keys,
    signature,
    profiles: profilesOf(field.pool!, { starts, tokens, signature }),
    skeleton,
    texts: texts.pool,
    skeletons: skeletons.pool,
    foldedKeys: foldedKeys.pool,
    skeletonKeys: skeletonKeys.pool,
  }
  field.words.push(spread(field.words[0]!, keys))
  field.skeletonKeys = skeletonKeys.pool.signature.length
  field.tokenSkeletons = skeletons.pool.signature.length
}

function wordsOf(texts: readonly string[], forms: Int32Array): WordPool {
  const rowsOf = new Int32Array(texts.length)
  for (const form of forms) if (form >= 0) rowsOf[form]!++
  const dictionary = new Dictionary()
  const lists = texts.map((text) =>
    Int32Array.from(new Set(text.split(' ').map((word) => dictionary.codeOf(word)))).sort(),
  )
  const size = dictionary.values.length
  const rows = new Int32Array(size)
  const inTexts = new Int32Array(size)
  const starts = int32(texts.length + 1)
  lists.forEach((list, text) => {
    starts[text + 1] = starts[text]! + list.length
    for (const word of list) {
      rows[word]! += rowsOf[text]!
      inTexts[word]!++
    }
  })
  const words = int32(starts.at(-1)!)
  const rarity = float64(size)
  for (let word = 0; word < size; word++)
    rarity[word] = Math.log((forms.length + 1) / Math.max(1, rows[word]!))
  const [rare, next] = [int32(texts.length), int32(texts.length)]
  lists.forEach((list, text) => {
    words.set(list, starts[text]!)
    // A word that no other text has finds nobody.
    const telling = [...list]
      .filter((word) => inTexts[word]! > 1)
      .sort((a, b) => rows[a]! - rows[b]! || a - b)
    rare[text] = telling[0] ?? -1
    next[text] = telling[1] ?? -1
  })
  return { starts, words, rarity, rare, next }
}
