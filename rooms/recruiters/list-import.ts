import { Problem } from '../../core/problem.ts'
import { normalLicence, type Status, statuses } from './licence.ts'
import { normalPhone } from './numbers.ts'

/** What a column of an authority's list may hold. */
export const columnRoles = [
  'licence',
  'name-en',
  'name-ur',
  'status',
  'status-since',
  'issued-on',
  'expires-on',
  'place',
  'address',
  'phones',
  'directors',
  'holder',
  'branches',
  'deposit',
  'workers-sent',
] as const
export type ColumnRole = (typeof columnRoles)[number]
export type Mapping = Partial<{ [role in ColumnRole]: string }>

const hints: readonly (readonly [ColumnRole, RegExp])[] = [
  ['holder', /holder|licensee\b|لائسنس دار/i],
  ['branches', /branch|sub.?office|شاخ/i],
  ['deposit', /deposit|security|ضمانت/i],
  ['licence', /licen[cs]e\s*(no|number|#)?|oep\s*(no|number)|لائسنس/i],
  ['name-ur', /name.*urdu|urdu.*name|نام/i],
  ['name-en', /name|promoter|agency|company|firm/i],
  ['status-since', /status.*(since|date)|since/i],
  ['status', /status|position|حیثیت/i],
  ['expires-on', /expir|valid\s*(upto|up to|till|until|to)|میعاد/i],
  ['issued-on', /issue|granted|from/i],
  ['place', /city|district|place|ضلع|شہر/i],
  ['address', /address|office|پتہ|پتا/i],
  ['phones', /phone|mobile|contact|tel|cell|فون/i],
  ['directors', /director|proprietor|partner|owner|مالک/i],
  ['workers-sent', /sent|workers|emigrants/i],
]

/** The columns that the authority's usual headings point to; each column is taken once. */
export function guessMapping(columns: readonly string[]): Mapping {
  const mapping: Mapping = {}
  const taken = new Set<string>()
  for (const [role, hint] of hints) {
    const column = columns.find((one) => !taken.has(one) && hint.test(one))
    if (!column) continue
    mapping[role] = column
    taken.add(column)
  }
  return mapping
}

export interface ListedLicensee {
  line: number
  licenceNumber: string
  licenceNormal: string
  nameEn: string
  nameUr: string
  status: Status
  statusSince: string | null
  issuedOn: string | null
  expiresOn: string | null
  place: string
  address: string
  phones: string[]
  directors: string
  holder: string
  branches: string[]
  /** Rupees. */
  deposit: number | null
  workersSent: number | null
}

/** Why a line is kept aside for a person. */
export type Doubt =
  | 'no-licence-number'
  | 'no-name'
  | 'number-twice'
  | 'status-not-known'
  | 'date-not-read'
  | 'date-impossible'
  | 'dates-out-of-order'
  | 'number-not-read'

export interface KeptAside {
  line: number
  doubts: readonly Doubt[]
  /** The line as it came: nothing is lost. */
  cells: Readonly<{ [column: string]: string }>
}

export interface ReadList {
  licensees: readonly ListedLicensee[]
  aside: readonly KeptAside[]
  sums: SumCheck
}

export interface SumCheck {
  /** Lines of the list, by the status written in them; '' where none was understood. */
  counted: Readonly<{ [status: string]: number }>
  total: number
  /** What the list says of itself. */
  stated: Readonly<{ [status: string]: number }>
  statedTotal: number | undefined
  partsSum: number | undefined
  /** Stated total less the sum of the stated parts; undefined where either is not stated. */
  partsMissing: number | undefined
  /** Statuses whose lines are not as many as stated, with the difference. */
  different: readonly { status: string; stated: number; counted: number }[]
  closes: boolean
}

type Cells = { [column: string]: string }

/** The shortest list that is worth reading has a column of numbers and one of names. */
export function checkMapping(mapping: Mapping, columns: readonly string[]): void {
  const fields: { [field: string]: string } = {}
  if (!mapping.licence) fields.licence = 'problem.recruiters/column-missing'
  if (!mapping['name-en'] && !mapping['name-ur'])
    fields['name-en'] = 'problem.recruiters/column-missing'
  if (!mapping.status) fields.status = 'problem.recruiters/column-missing'
  for (const [role, column] of Object.entries(mapping)) {
    if (!columns.includes(column)) fields[role] = 'problem.recruiters/no-such-column'
  }
  if (Object.keys(fields).length) {
    throw new Problem('input', 'recruiters/columns-not-mapped', { fields })
  }
}

/** Reads a list by its mapping; what cannot be taken as it stands is kept aside with the reason. */
export function readList(
  rows: readonly Cells[],
  mapping: Mapping,
  stated: Readonly<{ [status: string]: number }>,
  firstLine: number,
): ReadList {
  const licensees: ListedLicensee[] = []
  const aside: KeptAside[] = []
  const counted: { [status: string]: number } = {}
  const twice = numbersTwice(rows, mapping)
  rows.forEach((cells, i) => {
    const line = firstLine + i
    const { licensee, doubts } = readLine(cells, mapping, line)
    counted[licensee.status ?? ''] = (counted[licensee.status ?? ''] ?? 0) + 1
    if (twice.has(licensee.licenceNormal)) doubts.push('number-twice')
    if (doubts.length || !licensee.status) aside.push({ line, doubts, cells })
    else licensees.push({ ...licensee, status: licensee.status })
  })
  return { licensees, aside, sums: checkSums(counted, rows.length, stated) }
}

function numbersTwice(rows: readonly Cells[], mapping: Mapping): Set<string> {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const cells of rows) {
    const number = normalLicence(cells[mapping.licence ?? ''] ?? '')
    if (number && seen.has(number)) twice.add(number)
    seen.add(number)
  }
  return twice
}

type Half = Omit<ListedLicensee, 'status'> & { status: Status | undefined }

function readLine(
  cells: Cells,
  mapping: Mapping,
  line: number,
): { licensee: Half; doubts: Doubt[] } {
  const cell = (role: ColumnRole) => (cells[mapping[role] ?? ''] ?? '').trim()
  const doubts: Doubt[] = []
  const dayIn = (role: ColumnRole) => {
    const text = cell(role)
    if (!text) return null
    const day = readDay(text)
    if (!day) doubts.push('date-not-read')
    else if (day < '1976-01-01' || day > '2100-12-31') doubts.push('date-impossible')
    return day ?? null
  }
  const licenceNumber = cell('licence')
  const status = readStatus(cell('status'))
  const issuedOn = dayIn('issued-on')
  const expiresOn = dayIn('expires-on')
  const statusSince = dayIn('status-since')
  const workers = cell('workers-sent').replace(/[,\s]/g, '')
  const deposit = cell('deposit')
    .replace(/^(rs\.?|pkr)/i, '')
    .replace(/[,\s]|\/-$/g, '')
  if (!normalLicence(licenceNumber)) doubts.push('no-licence-number')
  if (!cell('name-en') && !cell('name-ur')) doubts.push('no-name')
  if (!status) doubts.push('status-not-known')
  if (issuedOn && expiresOn && expiresOn < issuedOn) doubts.push('dates-out-of-order')
  if (workers && !/^\d{1,7}$/.test(workers)) doubts.push('number-not-read')
  if (deposit && !/^\d{1,9}$/.test(deposit)) doubts.push('number-not-read')
  const licensee = {
    line,
    licenceNumber,
    licenceNormal: normalLicence(licenceNumber),
    nameEn: cell('name-en'),
    nameUr: cell('name-ur'),
    status,
    statusSince,
    issuedOn,
    expiresOn,
    place: cell('place'),
    address: cell('address'),
    phones: cell('phones')
      .split(/[,;/|\n]|\s{2,}/)
      .flatMap((one) => normalPhone(one) ?? []),
    directors: cell('directors'),
    holder: cell('holder').slice(0, 300),
    branches: cell('branches')
      .split(/[;|\n]/)
      .map((one) => one.trim())
      .filter(Boolean),
    deposit: /^\d{1,9}$/.test(deposit) ? Number(deposit) : null,
    workersSent: /^\d{1,7}$/.test(workers) ? Number(workers) : null,
  }
  return { licensee, doubts: [...new Set(doubts)] }
}

// The authority writes the same state in many ways.
const statusWords: readonly (readonly [Status, RegExp])[] = [
  ['invalid', /^(invalid|not valid)/i],
  ['valid', /^(valid|active|renewed)|^درست/i],
  ['expired', /^expire|^lapsed|^میعاد ختم/i],
  ['suspended', /^suspend|^معطل/i],
  ['cancelled', /^cancel|^revoked|^منسوخ/i],
  ['surrendered', /^surrender|^واپس/i],
  ['delisted', /^de-?list/i],
  ['banned', /^ban|^black/i],
]

export function readStatus(text: string): Status | undefined {
  const plain = text.trim()
  return (
    statuses.find((one) => one === plain.toLowerCase()) ??
    statusWords.find(([, word]) => word.test(plain))?.[0]
  )
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** A day as lists here write it: 2024-05-31, 31-05-2024, 31/5/24, 31 May 2024, or undefined. */
export function readDay(text: string): string | undefined {
  const plain = text.trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(plain)
  if (iso) return dayOf(iso[1]!, iso[2]!, iso[3]!)
  const numbers = /^(\d{1,2})[./-](\d{1,2})[./-](\d{2}|\d{4})$/.exec(plain)
  if (numbers) return dayOf(fullYear(numbers[3]!), numbers[2]!, numbers[1]!)
  const named = /^(\d{1,2})[\s.-]+([A-Za-z]{3})[a-z]*[\s.,-]+(\d{2}|\d{4})$/.exec(plain)
  if (!named) return undefined
  const month = months.indexOf(named[2]!.toLowerCase()) + 1
  return month ? dayOf(fullYear(named[3]!), String(month), named[1]!) : undefined
}

const fullYear = (year: string) => (year.length === 4 ? year : String(2000 + Number(year)))

function dayOf(year: string, month: string, day: string): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${text}T00:00Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text ? undefined : text
}

/**
 * Holds a list against what it says of itself. Published counts here often do not close: 2,760
 * valid, 832 surrendered, 9 invalid, 668 expired and 807 cancelled were said to be 5,104.
 */
export function checkSums(
  counted: Readonly<{ [status: string]: number }>,
  total: number,
  stated: Readonly<{ [status: string]: number }>,
): SumCheck {
  const { total: statedTotal, ...parts } = stated
  const partsSum = Object.keys(parts).length
    ? Object.values(parts).reduce((sum, n) => sum + n, 0)
    : undefined
  const partsMissing =
    statedTotal === undefined || partsSum === undefined ? undefined : statedTotal - partsSum
  const different = Object.entries(parts)
    .map(([status, n]) => ({ status, stated: n, counted: counted[status] ?? 0 }))
    .filter((one) => one.stated !== one.counted)
  if (statedTotal !== undefined && statedTotal !== total) {
    different.push({ status: 'total', stated: statedTotal, counted: total })
  }
  return {
    counted,
    total,
    stated: parts,
    statedTotal,
    partsSum,
    partsMissing,
    different,
    closes: !different.length && !partsMissing,
  }
}
