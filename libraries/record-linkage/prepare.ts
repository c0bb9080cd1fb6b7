import { packDate } from './dates.ts'
import { noDigits, type Packed, packDigits, packNumber } from './digits.ts'
import { type Form, isNothing, readerOf } from './forms.ts'
import { type Family, familyOf, type Kind, MOST_TOKENS } from './kinds.ts'
import { Dictionary, float64, int32, uint16 } from './shared.ts'

/** Distinct texts as symbols in one pool, for the string comparisons. */
export interface TextPool {
  /** Where each text starts; one longer than there are texts. */
  starts: Int32Array
  symbols: Uint16Array
  /** One bit per symbol (modulo 32) that occurs: bounds what two texts can share. */
  signature: Int32Array
  /** How many different symbols there are. */
  alphabet: number
}

/** The words of each distinct name. */
export interface TokenPool {
  starts: Int32Array
  tokens: Int32Array
  /** By name: the number of its folded, sorted key. */
  folded: Int32Array
  /** By name: one bit per skeleton (modulo 32) of its tokens. */
  signature: Int32Array
  /** By token: the number of its skeleton. */
  skeleton: Int32Array
  /** By token: its spelling. */
  texts: TextPool
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

/** A column as it was read: distinct raw values, and which of them each row has (-1: none). */
export interface RawColumn {
  values: readonly string[]
  codes: Int32Array
  /** Digits and dates: by row, a value already read as a number (date: yyyymmdd); -1 where `codes` tells. */
  numbers?: Float64Array
}

/** The distinct forms of a prepared field, kept outside shared memory for keys and explanations. */
export interface Prepared {
  field: Field
  report: FieldReport
  /** By form code. */
  texts: string[]
  /** tokens: by skeleton key, and by token skeleton. */
  skeletonKeys?: string[]
  tokenSkeletons?: string[]
}

/** Makes a column ready to be compared. */
export function prepareField(name: string, kind: Kind, column: RawColumn): Prepared {
  const rows = new Int32Array(column.values.length)
  for (const code of column.codes) if (code >= 0) rows[code]!++
  const report: FieldReport = { name, kind, filled: 0, empty: 0, distinct: 0, troubles: [] }
  const forms = readForms(kind, column.values, rows, report)
  report.empty = column.codes.length - report.filled
  const family = familyOf[kind]
  const blank = { name, kind, family, skeletonKeys: 0, tokenSkeletons: 0 }
  if (family === 'digits' || family === 'date') {
    const isDate = family === 'date'
    const packed = forms.map((form): Packed => {
      if (!form) return noDigits
      return isDate ? { hi: packDate(form.text), lo: 0 } : packDigits(form.text)
    })
    const words = [spread(column.codes, packed, (one) => one.hi)]
    if (!isDate) words.push(spread(column.codes, packed, (one) => one.lo))
    const met = new Set(packed.map(({ hi, lo }) => `${hi} ${lo}`))
    column.numbers?.forEach((number, row) => {
      if (number < 0) return
      report.filled++
      const { hi, lo } = packNumber(number)
      words[0]![row] = isDate ? lo : hi
      if (!isDate) words[1]![row] = lo
      // Only whether there are several values, and roughly how many, is ever asked.
      if (row < 20_000) met.add(`${hi} ${lo}`)
    })
    report.distinct = met.size
    report.empty = column.codes.length - report.filled
    return { field: { ...blank, words, forms: 0 }, report, texts: [] }
  }
  return prepareTexts(blank, column, forms, report)
}

function readForms(
  kind: Kind,
  values: readonly string[],
  rows: Int32Array,
  report: FieldReport,
): (Form | undefined)[] {
  const read = readerOf(kind, values)
  const troubles = new Map<string, FieldReport['troubles'][number]>()
  return values.map((raw, at) => {
    if (isNothing(raw)) return undefined
    const form = read(raw)
    const used = 'text' in form
    const what = used ? form.odd : form.trouble
    if (what) {
      const known = troubles.get(what) ?? { what, rows: 0, example: raw.slice(0, 60), used }
      if (!known.rows) report.troubles.push(known)
      known.rows += rows[at]!
      troubles.set(what, known)
    }
    if (used) report.filled += rows[at]!
    return used ? form : undefined
  })
}

function spread<T>(codes: Int32Array, of: readonly T[], pick: (one: T) => number): Int32Array {
  const picked = Int32Array.from(of, pick)
  const out = int32(codes.length)
  for (let row = 0; row < codes.length; row++)
    out[row] = codes[row]! < 0 ? -1 : picked[codes[row]!]!
  return out
}

function prepareTexts(
  blank: Pick<Field, 'name' | 'kind' | 'family' | 'skeletonKeys' | 'tokenSkeletons'>,
  column: RawColumn,
  forms: readonly (Form | undefined)[],
  report: FieldReport,
): Prepared {
  const { codes, texts, first } = numberForms(column.values, forms)
  report.distinct = texts.length
  const words = [spread(column.codes, codes, (code) => code)]
  const field: Field = { ...blank, words, forms: texts.length }
  if (blank.family === 'words') field.bag = wordsOf(texts, words[0]!)
  else if (blank.family !== 'code') field.pool = poolOf(texts)
  return { field, report, texts, ...(blank.family === 'tokens' && addTokens(field, first)) }
}

/** Forms numbered; where every value is its own form (the common case of codes), without another dictionary. */
function numberForms(values: readonly string[], forms: readonly (Form | undefined)[]) {
  if (forms.every((form, at) => form?.text === values[at]))
    return { codes: forms.map((_, at) => at), texts: [...values], first: forms as Form[] }
  const dictionary = new Dictionary()
  const first: Form[] = []
  const codes = forms.map((form) => {
    if (!form) return -1
    const code = dictionary.codeOf(form.text)
    first[code] ??= form
    return code
  })
  return { codes, texts: dictionary.values, first }
}

/** Symbols are numbered in the order of their characters, so that a pool sorts as its texts do. */
export function poolOf(texts: readonly string[]): TextPool {
  const met = new Set<number>()
  let length = 0
  for (const text of texts) {
    length += text.length
    for (let at = 0; at < text.length; at++) met.add(text.charCodeAt(at))
  }
  const numbers = new Uint16Array(65_536)
  ;[...met]
    .sort((a, b) => a - b)
    .forEach((char, at) => {
      numbers[char] = at
    })
  const pool: TextPool = {
    starts: int32(texts.length + 1),
    symbols: uint16(length),
    signature: int32(texts.length),
    alphabet: met.size,
  }
  let end = 0
  texts.forEach((text, code) => {
    let signature = 0
    for (let at = 0; at < text.length; at++) {
      const symbol = numbers[text.charCodeAt(at)]!
      pool.symbols[end++] = symbol
      signature |= 1 << (symbol & 31)
    }
    pool.starts[code + 1] = end
    pool.signature[code] = signature
  })
  return pool
}

function addTokens(
  field: Field,
  forms: readonly Form[],
): Pick<Prepared, 'skeletonKeys' | 'tokenSkeletons'> {
  const tokens = new Dictionary()
  const skeletons = new Dictionary()
  const foldedKeys = new Dictionary()
  const skeletonKeys = new Dictionary()
  const skeletonOfToken: number[] = []
  const starts = int32(forms.length + 1)
  const list = new Int32Array(forms.length * MOST_TOKENS)
  const folded = int32(forms.length)
  const signature = int32(forms.length)
  const keys = new Int32Array(forms.length)
  let end = 0
  forms.forEach((form, code) => {
    form.text.split(' ').forEach((token, at) => {
      const number = tokens.codeOf(token)
      const skeleton = skeletons.codeOf(form.skeletons![at]!)
      skeletonOfToken[number] = skeleton
      signature[code]! |= 1 << (skeleton & 31)
      list[end++] = number
    })
    starts[code + 1] = end
    folded[code] = foldedKeys.codeOf([...form.folded!].sort().join(' '))
    keys[code] = skeletonKeys.codeOf([...form.skeletons!].sort().join(' '))
  })
  const all = int32(end)
  all.set(list.subarray(0, end))
  const skeleton = int32(tokens.values.length)
  skeleton.set(skeletonOfToken)
  field.tokens = { starts, tokens: all, folded, signature, skeleton, texts: poolOf(tokens.values) }
  field.words.push(spread(field.words[0]!, Array.from(keys), (key) => key))
  field.skeletonKeys = skeletonKeys.values.length
  field.tokenSkeletons = skeletons.values.length
  return { skeletonKeys: skeletonKeys.values, tokenSkeletons: skeletons.values }
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
