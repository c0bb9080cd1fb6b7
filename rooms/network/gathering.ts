import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import {
  type CaseTies,
  casesWith,
  identifierKinds,
  listCaseTies,
  type TieWanted,
} from '../cases/door.ts'
import { findLicenseesByPhones, listLicenseeBriefs } from '../recruiters/door.ts'
import { casesOfPartyPhone, casesOfSite, listTiedSites, phonesOfSite } from '../worksites/door.ts'
import { identitiesOf } from './door.ts'
import { graphOf, isSuspect, type NetworkGraph, type NotedTie } from './graph.ts'
import { listSame } from './pair-records.ts'
import { casesWithTie, listTies } from './tie-records.ts'

type Opening = Pick<House, 'fields'>

/** The network of these cases, as far as the viewer may open them. */
export async function gather(
  db: Db,
  house: Opening,
  caseIds: readonly string[],
  everyone: boolean,
): Promise<NetworkGraph> {
  const files = await listCaseTies(db, house, caseIds)
  const ties = await listTies(
    db,
    house,
    files.cases.map(({ id }) => id),
  )
  const people = files.persons.map(({ id }) => id)
  return graphOf(
    {
      ...files,
      ties,
      identities: await identitiesOf(db, people),
      agents: await agentsOf(db, house, files, ties, everyone),
      sites: await listTiedSites(
        db,
        house,
        files.cases.map(({ id }) => id),
        phonesOf(files, ties),
      ),
    },
    everyone,
  )
}

const phonesOf = ({ persons }: CaseTies, ties: readonly NotedTie[]): string[] => [
  ...new Set(
    [...persons.flatMap(({ numbers }) => numbers), ...ties].flatMap(({ kind, index }) =>
      kind === 'phone' && index ? index : [],
    ),
  ),
]

async function agentsOf(
  db: Db,
  { fields }: Opening,
  { persons }: CaseTies,
  ties: readonly NotedTie[],
  everyone: boolean,
) {
  const phones = persons
    .filter(({ roles }) => everyone || isSuspect(roles))
    .flatMap(({ numbers }) =>
      numbers.filter(({ kind }) => kind === 'phone').map(({ value }) => value),
    )
  const byPhone = await findLicenseesByPhones(db, [...new Set(phones)])
  const noted = ties.flatMap(({ licenseeId }) => licenseeId ?? [])
  const ids = [...new Set([...noted, ...[...byPhone.values()].flat()])]
  return (await listLicenseeBriefs(db, ids)).map(({ id, licenceNumber, name, phones }) => ({
    id,
    licenceNumber,
    name,
    phoneIndexes: phones.map((phone) => fields.index('phone', phone)),
  }))
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** The cases in which a node of the network stands, the newest first; none for what is no node. */
export async function casesAround(
  db: Db,
  house: Opening,
  node: string,
  most: number,
): Promise<string[]> {
  const at = node.indexOf(':')
  const [kind, rest] = [node.slice(0, at), node.slice(at + 1)]
  if (kind === 'case' || kind === 'person' || kind === 'agent') {
    if (!isId(rest)) return []
    if (kind === 'case') return [rest]
    if (kind === 'person') return casesOfIdentity(db, rest, most)
    return casesOfAgent(db, house, rest, most)
  }
  if (kind === 'worksite' || kind === 'party') {
    if (!isId(rest)) return []
    return casesAroundSite(db, kind === 'party' ? { partyId: rest } : { siteId: rest }, most)
  }
  if (kind === 'place') return casesWith(db, { kind: 'place', code: rest }, most)
  if (kind === 'country') return casesWith(db, { kind: 'country', code: rest }, most)
  if (kind === 'vehicle') return casesWithTie(db, { kind, index: rest }, most)
  if (!identifierKinds.includes(kind as never)) return []
  const wanted = { kind, index: rest } as TieWanted
  const noted =
    kind === 'phone' || kind === 'account'
      ? await casesWithTie(db, { kind, index: rest }, most)
      : []
  const run = kind === 'phone' ? await casesOfPartyPhone(db, rest, most) : []
  return [...new Set([...(await casesWith(db, wanted, most)), ...noted, ...run])].slice(0, most)
}

/** The cases opened from the labour file of a site, and those in which a phone of who runs it stands. */
async function casesAroundSite(
  db: Db,
  of: { siteId: string } | { partyId: string },
  most: number,
): Promise<string[]> {
  const found = await casesOfSite(db, of, most)
  for (const index of await phonesOfSite(db, of)) {
    found.push(...(await casesWith(db, { kind: 'phone', index }, most)))
    found.push(...(await casesWithTie(db, { kind: 'phone', index }, most)))
  }
  return [...new Set(found)].slice(0, most)
}

/** Of whoever is one person with this one, every file. */
async function casesOfIdentity(db: Db, id: string, most: number): Promise<string[]> {
  const same = (await listSame(db, [id])).flatMap(({ one, two }) => [one, two])
  return casesWith(db, { kind: 'persons', ids: [...new Set([id, ...same])] }, most)
}

/** The cases that note this agent, and those in which a phone of its office is somebody's. */
async function casesOfAgent(
  db: Db,
  { fields }: Opening,
  id: string,
  most: number,
): Promise<string[]> {
  const found = await casesWithTie(db, { licenseeId: id }, most)
  const [agent] = await listLicenseeBriefs(db, [id])
  for (const phone of agent?.phones ?? []) {
    const index = fields.index('phone', phone)
    found.push(...(await casesWith(db, { kind: 'phone', index }, most)))
  }
  return [...new Set(found)].slice(0, most)
}
