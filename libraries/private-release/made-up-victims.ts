import { encode, type Microdata } from './microdata.ts'

/**
 * Made-up records shaped like a published file of victims and those who exploited them: sixteen
 * columns, some of them empty for many, leaning on one another through a region, a kind of
 * exploitation and how well the case is known. Shares, gaps and the strength of association follow
 * published statistics of such files; no record is anybody's. For tests and measurements: data
 * whose columns are independent flatter every method.
 */
export function madeUpVictims(rows: number, seed: number): Microdata {
  const columns = names.map((name) => ({ name, values: [''], codes: new Int32Array(rows) }))
  const codeOf = names.map(() => new Map<string, number>([['', 0]]))
  const chance = stream(seed)
  const before: Partial<Record<Name, string>>[] = []
  for (let row = 0; row < rows; row++) {
    const record = one(before, chance)
    before.push(record)
    names.forEach((name, c) => {
      const value = record[name] ?? ''
      let code = codeOf[c]!.get(value)
      if (code === undefined) {
        code = columns[c]!.values.length
        columns[c]!.values.push(value)
        codeOf[c]!.set(value, code)
      }
      columns[c]!.codes[row] = code
    })
  }
  return encode(rows, columns)
}

const names = [
  'year',
  'sex',
  'age',
  'forced labour',
  'sexual exploitation',
  'region of origin',
  'region of exploitation',
  'exploiter known',
  'exploiter sex',
  'exploiter age',
  'exploiter region',
  'relation',
  'paid',
  'recruiter',
  'transaction',
  'control',
] as const

type Name = (typeof names)[number]

interface Chance {
  below(n: number): number
  is(p: number): boolean
  pick(shares: Record<string, number>): string
}

function stream(seed: number): Chance {
  let state = seed | 0
  const unit = () => {
    state = (state + 0x9e3779b9) | 0
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return ((z ^ (z >>> 15)) >>> 0) / 4294967296
  }
  return {
    below: (n) => Math.floor(unit() * n),
    is: (p) => unit() < p,
    pick(shares) {
      let left = unit() * Object.values(shares).reduce((a, b) => a + b, 0)
      for (const [name, share] of Object.entries(shares)) {
        left -= share
        if (left < 0) return name
      }
      return Object.keys(shares)[0]!
    },
  }
}

/** Victims of one operation have much in common: records like one before come often. */
function one(
  before: Partial<Record<Name, string>>[],
  chance: Chance,
): Partial<Record<Name, string>> {
  if (before.length === 0 || !chance.is(0.6)) return makeUp(chance)
  const like = { ...before[chance.below(before.length)]! }
  if (!chance.is(0.18)) return like
  const changed = names[chance.below(names.length)]!
  const other = makeUp(chance)[changed]
  if (other === undefined) delete like[changed]
  else like[changed] = other
  return like
}

function makeUp({ is, pick }: Chance): Partial<Record<Name, string>> {
  const region = pick({ Asia: 0.36, Europe: 0.33, Africa: 0.29, Americas: 0.02 })
  const kind = pick(
    region === 'Europe'
      ? { labour: 0.45, sexual: 0.3, other: 0.25 }
      : { labour: 0.72, sexual: 0.08, other: 0.2 },
  )
  const known = pick(
    region === 'Africa'
      ? { well: 0.25, partly: 0.55, little: 0.2 }
      : { well: 0.5, partly: 0.35, little: 0.15 },
  )
  const out: Partial<Record<Name, string>> = {}
  const set = (name: Name, p: number, value: () => string) => {
    if (is(p)) out[name] = value()
  }
  const asked = !is(0.155)
  const rest = asked ? 0.982 : 0.05
  set('year', rest, () =>
    pick(
      region === 'Asia'
        ? { '2005–2013': 0.07, '2014–2018': 0.27, '2019': 0.17, '2020': 0.14, '2021–2022': 0.35 }
        : { '2005–2013': 0.18, '2014–2018': 0.41, '2019': 0.12, '2020': 0.1, '2021–2022': 0.19 },
    ),
  )
  const female = kind === 'sexual' ? 0.92 : kind === 'labour' ? 0.42 : 0.6
  set('sex', rest, () => (is(female) ? 'female' : 'male'))
  const minor = kind === 'other' ? 0.24 : kind === 'sexual' ? 0.05 : 0.012
  const young = is(minor)
  set('age', rest, () => (young ? 'minor' : 'adult'))
  set('forced labour', kind === 'labour' ? 0.86 : 0.1, () => 'yes')
  set('sexual exploitation', kind === 'sexual' ? 0.72 : 0.02, () => 'yes')
  const elsewhere = () => pick({ Asia: 0.34, Europe: 0.36, Africa: 0.28, Americas: 0.02 })
  const exploitedIn = is(0.66) ? region : elsewhere()
  set('region of origin', rest, () => (is(0.88) ? region : elsewhere()))
  set('region of exploitation', asked ? 0.96 : 0.05, () => exploitedIn)
  const told = known === 'well' ? 0.97 : known === 'partly' ? 0.78 : 0.12
  set('exploiter known', known === 'well' ? 0.68 : known === 'partly' ? 0.28 : 0.06, () => 'yes')
  set('exploiter sex', told, () =>
    pick(
      young
        ? { male: 0.25, female: 0.5, both: 0.25 }
        : known === 'well'
          ? { male: 0.72, female: 0.15, both: 0.13 }
          : { male: 0.5, female: 0.32, both: 0.18 },
    ),
  )
  set('exploiter age', known === 'well' ? 0.29 : 0.05, () =>
    pick({ '0–29': 0.1, '30–38': 0.37, '39–47': 0.4, '48+': 0.11, 'several ages': 0.02 }),
  )
  const origin = is(0.68) ? exploitedIn : elsewhere()
  set('exploiter region', told * 0.92, () => (is(0.08) ? `${origin} and others` : origin))
  set('relation', told * 0.94, () =>
    pick(
      young
        ? { stranger: 0.25, friend: 0.3, family: 0.42, several: 0.03 }
        : kind === 'labour'
          ? { stranger: 0.66, friend: 0.28, family: 0.02, several: 0.04 }
          : { stranger: 0.4, friend: 0.47, family: 0.08, several: 0.05 },
    ),
  )
  set('paid', told * 0.97, () =>
    pick(
      kind === 'labour' ? { no: 0.66, yes: 0.27, both: 0.07 } : { no: 0.92, yes: 0.05, both: 0.03 },
    ),
  )
  set(
    'recruiter',
    (young ? 0.12 : kind === 'labour' ? 0.66 : 0.45) * (known === 'little' ? 0.5 : 1.1),
    () => 'yes',
  )
  set('transaction', kind === 'other' ? 0.2 : 0.39, () => 'yes')
  set('control', known === 'well' ? 0.14 : 0.06, () => 'yes')
  return out
}
