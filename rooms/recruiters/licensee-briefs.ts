import type { Db } from '../../core/database.ts'
import type { Status } from './licence.ts'
import { findByKeys, getLicensees, type Licensee } from './licensee-records.ts'
import { normalPhone } from './numbers.ts'
import type { SearchKey } from './search-keys.ts'

/** As much of a licensee as other rooms need; all of it is public. */
export type LicenseeBrief = Pick<
  Licensee,
  'id' | 'licenceNumber' | 'name' | 'placeCode' | 'phones' | 'issuedOn' | 'expiresOn'
> & { status: Status }

export async function listLicenseeBriefs(db: Db, ids: readonly string[]): Promise<LicenseeBrief[]> {
  return (await getLicensees(db, ids)).map((one) => ({
    id: one.id,
    licenceNumber: one.licenceNumber,
    name: one.name,
    placeCode: one.placeCode,
    phones: one.phones.flatMap((phone) => normalPhone(phone) ?? []),
    issuedOn: one.issuedOn,
    expiresOn: one.expiresOn,
    status: one.status,
  }))
}

/** Whose office answers these phones, by the register: ids of licensees by number in E.164. */
export async function findLicenseesByPhones(
  db: Db,
  phones: readonly string[],
): Promise<Map<string, string[]>> {
  const keys = phones.map((key): SearchKey => ({ kind: 'phone', key }))
  const found = new Map<string, string[]>()
  for (const { key, licenseeId } of await findByKeys(db, keys))
    found.set(key, [...(found.get(key) ?? []), licenseeId])
  return found
}
