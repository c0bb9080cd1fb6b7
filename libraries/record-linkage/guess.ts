import { isImpossible, readDate } from './dates.ts'
import { isNothing } from './forms.ts'
import type { Kind } from './kinds.ts'
import { foldText } from './letters.ts'
import { readName } from './names.ts'
import type { Settings } from './settings.ts'

/** A column as far as it was looked at. */
export interface Look {
  name: string
  /** Values of the sampled rows, in order; empty where there is none. */
  values: readonly string[]
  /** Over all rows. */
  filled: number
  distinct: number
  /** Whether each table's rows all have a value of their own. */
  unique: boolean
}

/** What was made of the columns, and why, for a person to read and correct. */
export interface Guess {
  settings: Settings
  said: { column: string; use: Kind | 'id' | 'left out'; because: string }[]
}

const byName: readonly (readonly [RegExp, Kind])[] = [
  [/cnic|\bnic\b|national.?id|شناختی/, 'cnic'],
  [/phone|mobile|\bcell|contact.?no|\btel|whatsapp|فون|موبائل/, 'phone'],
  [/e.?mail/, 'text'],
  [/dob|birth.?da|date|\bborn\b|تاریخ/, 'date'],
  [
    /postcode|post.?code|\bzip|passport|licen[cs]e|plate|iban|account|\bisbn|model.?no|پاسپورٹ/,
    'short',
  ],
  [/\bsex\b|gender|جنس|race|ethnic|marital|religion|currency/, 'code'],
  [/soc.?sec|\bssn\b|tax.?id|\bntn\b/, 'number'],
  [
    /birth.?place|place|city|town|village|suburb|district|tehsil|taluka|province|state|county|country|region|locality|ضلع|گاؤں|شہر|تحصیل/,
    'place',
  ],
  [/address|street|road|addr|پتہ/, 'text'],
  [
    /sur.?name|first.?name|last.?name|given.?name|fore.?name|middle.?name|full.?name|father|mother|husband|spouse|guardian|\bf.?name|\bl.?name|\bm.?name|agent|recruiter|accused|suspect|victim|\bnaam\b|walid|نام|ولدیت|والد/,
    'name',
  ],
]
const idName =
  /^(?:id|uid|uuid|key|rec(?:ord)?.?id|row.?id|unique.?id|id.?\w{1,12}|\w+.id|_?index|no|sr.?no|serial)$/
const truthName =
  /^(?:cluster(?:.?id)?|label|truth|true.?id|person.?id|ent(?:ity)?.?id|match.?id|gold|pid|group.?id)$/

/** Guesses what each column holds, from its name first, then from what stands in it. */
export function guessSettings(looks: readonly Look[], rows: number): Guess {
  const said: Guess['said'] = []
  const fields: Settings['fields'] = {}
  const say = (column: string, use: Guess['said'][number]['use'], because: string) =>
    void said.push({ column, use, because })
  const id = looks.find(({ name, unique }) => idName.test(plainName(name)) && unique)
  for (const look of looks) {
    const name = plainName(look.name)
    if (look === id) say(look.name, 'id', 'every row has its own')
    else if (!look.filled) say(look.name, 'left out', 'empty in every row')
    else if (look.distinct === 1 && rows > 1) say(look.name, 'left out', 'the same in every row')
    else if (truthName.test(name)) say(look.name, 'left out', 'by its name it holds the answer')
    else if (look.unique && rows > 50 && idName.test(name))
      say(look.name, 'left out', 'every row has its own')
    else {
      const [kind, because] = kindOf(look, name)
      if (kind === 'code' && look.distinct === look.filled && rows > 50)
        say(look.name, 'left out', 'no two rows share a value')
      else {
        fields[look.name] = kind
        say(look.name, kind, because)
      }
    }
  }
  leaveOutRepeats(looks, fields, said)
  return { settings: { ...(id && { id: id.name }), fields }, said }
}

const plainName = (name: string): string =>
  foldText(name.trim().replace(/([a-z])([A-Z])/g, '$1_$2')).replace(/[\s.-]+/g, '_')

function kindOf(look: Look, name: string): [Kind, string] {
  const spaced = name.replaceAll('_', ' ')
  const filled = look.values.filter((value) => !isNothing(value))
  const share = (test: (value: string) => boolean) =>
    filled.filter(test).length / Math.max(1, filled.length)
  const words =
    filled.reduce((sum, value) => sum + value.trim().split(/\s+/).length, 0) /
    Math.max(1, filled.length)
  const few = look.distinct <= Math.max(12, Math.min(60, look.filled / 50))
  const named =
    byName.find(([pattern]) => pattern.test(spaced) || pattern.test(name))?.[1] ??
    (/name$/.test(name) && words < 4 ? 'name' : undefined)
  if (named === 'place' && few) return ['code', `${look.distinct} different values`]
  if (named === 'text' && share((value) => /^\d{1,4}\w?$/.test(value.trim())) > 0.8)
    return ['code', 'short numbers']
  if (named === 'date' && share(isDate) < 0.5) return byContent(look, filled, share, words, few)
  if (named === 'text' && words >= 4)
    return ['words', `by its name, ${words.toFixed(1)} words a value`]
  if (named === 'name' && share((value) => /\d/.test(value)) > 0.3)
    return byContent(look, filled, share, words, few)
  if (
    (named === 'cnic' || named === 'phone' || named === 'number') &&
    share((value) => /\d{4}/.test(value.replace(/\D/g, ''))) < 0.3
  )
    return byContent(look, filled, share, words, few)
  return named ? [named, 'by its name'] : byContent(look, filled, share, words, few)
}

function isDate(value: string): boolean {
  const found = readDate(value)
  return (
    typeof found === 'string' && (!isImpossible(found) || /^\d{4}-\d\d-\d\d$/.test(value.trim()))
  )
}

function byContent(
  look: Look,
  filled: readonly string[],
  share: (test: (value: string) => boolean) => number,
  words: number,
  few: boolean,
): [Kind, string] {
  const digits = (value: string) => value.replace(/\D/g, '')
  const onlyDigits = share((value) => /^[\d\s()+./-]+$/.test(value))
  if (few) return ['code', `${look.distinct} different values`]
  if (
    onlyDigits > 0.8 &&
    share((value) => digits(value).length === 13 && /^[1-8]/.test(digits(value))) > 0.6
  )
    return ['cnic', '13 digits']
  if (
    onlyDigits > 0.8 &&
    share((value) => /^(?:\+|00)?(?:92|0)3\d{9}$/.test(value.replace(/[\s-]/g, ''))) > 0.6
  )
    return ['phone', 'mobile numbers']
  if (
    share((value) => isDate(value) && value.trim().length > 5) > 0.7 &&
    share((value) => /^(?:1[5-9]|20)/.test(value.trim()) || /[-/.]/.test(value)) > 0.7
  )
    return ['date', 'dates']
  if (share((value) => /^\d{1,4}$/.test(value.trim())) > 0.8) return ['code', 'short numbers']
  if (onlyDigits > 0.8) return ['number', 'digits']
  if (words >= 3) return ['words', `${words.toFixed(1)} words a value`]
  if (share((value) => /\d/.test(value) && !/\s.*\s/.test(value.trim()) && value.length < 16) > 0.7)
    return ['short', 'letters and digits']
  return [
    'text',
    `${look.distinct} different texts${filled.length ? `, such as "${filled[0]!.slice(0, 30)}"` : ''}`,
  ]
}

/** A column that only repeats others would count the same evidence twice. */
function leaveOutRepeats(
  looks: readonly Look[],
  fields: Settings['fields'],
  said: Guess['said'],
): void {
  const used = looks.filter(({ name }) => name in fields)
  const drop = (name: string, because: string) => {
    delete fields[name]
    const line = said.find(({ column }) => column === name)!
    line.use = 'left out'
    line.because = because
  }
  for (const [at, look] of used.entries())
    for (const other of used.slice(0, at))
      if (other.name in fields && look.name in fields && sameShare(look, other) > 0.9)
        drop(look.name, `the same as ${other.name}`)
  const names = used.filter(({ name }) => fields[name] === 'name')
  if (names.length < 3) return
  // A full name beside its parts: the parts tell more (each goes wrong by itself).
  for (const whole of names) {
    const parts = names.filter(
      (part) =>
        part !== whole &&
        part.name in fields &&
        wordsOf(part) < wordsOf(whole) &&
        withinShare(part, whole) > 0.6,
    )
    if (parts.length >= 2)
      drop(whole.name, `made of ${parts.map(({ name }) => name).join(' and ')}`)
  }
}
const wordsOf = ({ values }: Look): number =>
  values.reduce((sum, value) => sum + (value ? value.split(/\s+/).length : 0), 0) /
  Math.max(1, values.filter(Boolean).length)

function sameShare(one: Look, two: Look): number {
  let both = 0
  let same = 0
  one.values.forEach((value, row) => {
    const other = two.values[row]
    if (!value || !other) return
    both++
    if (value.toLowerCase() === other.toLowerCase()) same++
  })
  return both > 20 ? same / both : 0
}

function withinShare(part: Look, whole: Look): number {
  let both = 0
  let within = 0
  part.values.forEach((value, row) => {
    const other = whole.values[row]
    if (!value || !other || both > 2000) return
    both++
    const words = new Set(readName(other).folded)
    if (readName(value).folded.every((word) => words.has(word))) within++
  })
  return both > 20 ? within / both : 0
}
