import type { AgencyKind, Name } from '../../core/people.ts'

export const listedKinds = ['shelter', 'centre'] as const
export type ListedKind = (typeof listedKinds)[number]

/** How much of a place is told: its district alone, its name too, its address too. */
export const tellings = ['district', 'name', 'address'] as const
export type Telling = (typeof tellings)[number]

export const forWhom = ['women', 'children', 'men', 'families', 'anyone'] as const
export type ForWhom = (typeof forWhom)[number]

/** Offices that run shelters or centres; the same list stands in the database. */
export const runsPlaces = [
  'shelter',
  'ngo',
  'child-protection',
  'protector-of-emigrants',
  'labour-department',
] as const satisfies AgencyKind[]

/** What a shelter or centre lets everybody know of itself. */
export interface Listed {
  kind: ListedKind
  tells: Telling
  forWhom: ForWhom[]
  /** A district. */
  placeCode: string
  /** A number that everybody may call. */
  phone: string | null
  name: Name | null
  address: Name | null
}

/** What is wrong with a listing, by field; nothing where it may go out as it is. */
export function faultOfListing(
  listed: Listed,
  jurisdiction: string,
): { field: keyof Listed; fault: string } | undefined {
  const { tells, name, address, phone, placeCode } = listed
  const filled = (text: Name | null) => Boolean(text?.en.trim() && text.ur.trim())
  if (tells !== 'district' && !filled(name)) return { field: 'name', fault: 'listing-name-missing' }
  if (tells === 'address' && !filled(address))
    return { field: 'address', fault: 'listing-address-missing' }
  // What is not to be told must not even be kept: refused rather than dropped without a word.
  if (tells === 'district' && name) return { field: 'name', fault: 'listing-tells-more' }
  if (tells !== 'address' && address) return { field: 'address', fault: 'listing-tells-more' }
  if (phone !== null && !/^\+?\d[\d -]{1,18}$/.test(phone))
    return { field: 'phone', fault: 'listing-phone-unreadable' }
  if (jurisdiction !== 'PK' && !placeCode.startsWith(`${jurisdiction}-`))
    return { field: 'placeCode', fault: 'listing-elsewhere' }
  return undefined
}

/** Those of one district; the rest of its province where the district has none. */
export function listedNear<One extends Pick<Listed, 'placeCode'>>(
  all: readonly One[],
  district: string,
): { where: 'district' | 'province' | 'nowhere'; some: One[] } {
  const here = all.filter(({ placeCode }) => placeCode === district)
  if (here.length) return { where: 'district', some: here }
  // ISO 3166-2 of the province, before the district's own name: PK-PB-gujrat.
  const province = district.split('-').slice(0, 2).join('-')
  const around = all.filter(({ placeCode }) => placeCode.startsWith(`${province}-`))
  return { where: around.length ? 'province' : 'nowhere', some: around }
}
