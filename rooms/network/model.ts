import { fieldPlansOf, type RegisterModel } from '../../libraries/record-linkage/index.ts'
import { nameRarity } from './common-names.ts'

/**
 * How often two entries of one person (m) and of two people (u) agree so far, level by level, from
 * strongest to weakest. Set by hand from what is known of names and numbers in Pakistan (shared
 * phones in families, 1 January as birthday, said ages) and not learnt: too few pairs have been
 * judged. `network.labels` gives the judged patterns out, so that it can be learnt later.
 */
const levels: Record<string, readonly (readonly [level: string, m: number, u: number])[]> = {
  name: [
    ['same', 0.35, 0.0008],
    ['same but for spelling habits', 0.2, 0.0006],
    ['same consonants', 0.2, 0.001],
    ['one holds the other', 0.1, 0.004],
    ['close', 0.05, 0.005],
    ['a word in common', 0.06, 0.03],
    ['a word alike', 0.02, 0.05],
    ['other', 0.02, 0.9086],
  ],
  cnic: [
    ['same', 0.9, 0.0000001],
    ['same as far as known', 0.02, 0.0001],
    // One digit off with another name may be a brother or sister: it says less than it seems.
    ['one digit', 0.03, 0.00002],
    ['two digits or shifted', 0.02, 0.0005],
    ['other', 0.03, 0.9993],
  ],
  // A phone is passed on, and lent in families: far from as strong as a CNIC.
  phone: [
    ['same', 0.6, 0.00001],
    ['same as far as known', 0.01, 0.0001],
    ['one digit', 0.03, 0.0002],
    ['two digits or shifted', 0.02, 0.002],
    ['other', 0.34, 0.9976],
  ],
  passport: [
    ['same', 0.7, 0.0000001],
    ['one edit', 0.1, 0.00001],
    ['two edits or same beginning', 0.05, 0.01],
    ['other', 0.15, 0.99],
  ],
  account: [
    ['same', 0.5, 0.000001],
    ['one edit', 0.04, 0.00001],
    ['two edits or same beginning', 0.06, 0.05],
    ['other', 0.4, 0.95],
  ],
  born: [
    ['same day', 0.5, 0.0001],
    ['same year, both 1 January or year only', 0.2, 0.02],
    ['day and month swapped', 0.02, 0.0002],
    ['same year, one 1 January or year only', 0.12, 0.02],
    ['one digit', 0.06, 0.002],
    ['same year or two digits', 0.05, 0.05],
    ['other', 0.05, 0.9],
  ],
  sex: [
    ['same', 0.98, 0.5],
    ['other', 0.02, 0.5],
  ],
}

/** What two people's names agree by chance: as a whole (the first three levels), and in one word. */
const names = nameRarity(0.0024, 0.034)

const settings = {
  fields: {
    name: 'name',
    father: 'name',
    cnic: 'cnic',
    passport: 'short',
    phone: 'phone',
    account: 'short',
    born: 'date',
    sex: 'code',
  },
} as const

/** People are looked for by these; the last finds by name alone and is kept to agencies that see each other. */
export const rules = [
  'cnic',
  'passport',
  'phone',
  'account',
  'name-born',
  'name-father',
  'name',
] as const
export type Rule = (typeof rules)[number]

/** By what somebody or something typed is found again, strongest first: people's rules, and what is noted in a file. */
export const foundBy = [
  'cnic',
  'passport',
  'phone',
  'account',
  'vehicle',
  'agent',
  'name-born',
  'name-father',
  'name',
] as const
export type FoundBy = (typeof foundBy)[number]

export const model: RegisterModel = {
  fields: fieldPlansOf(settings),
  rules: [
    ['cnic.value'],
    ['passport.value'],
    ['phone.value'],
    ['account.value'],
    ['name.skeleton', 'born.year'],
    ['name.skeleton', 'father.skeleton'],
    ['name.skeleton'],
  ],
  learnt: {
    prior: 1e-5,
    fields: Object.keys(settings.fields).map((name) => ({
      name,
      levels: levels[name === 'father' ? 'name' : name]!.map(([level, m, u]) => ({
        level,
        m,
        u,
        weight: Math.log2(m / u),
      })),
    })),
  },
  rarity: { name: names, father: names },
  least: 0,
}
