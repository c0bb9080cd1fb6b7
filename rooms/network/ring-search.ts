import { asSystem, type Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { listCaseRoutes, listSuspects } from '../cases/door.ts'
import { groupsOf } from './pair.ts'
import { listSame } from './pair-records.ts'
import { findRings, type Holding, normalAddress } from './ring.ts'
import { saveRings } from './ring-records.ts'
import { listAllTies } from './tie-records.ts'

/** Looks for rings over all that is known tonight and writes what is new. */
export function searchRings(
  house: House,
): Promise<{ found: number; grown: number; ended: number }> {
  return asSystem(house, async (db) =>
    saveRings(db, house, findRings(await holdingsOf(db, house)), house.now()),
  )
}

async function holdingsOf(db: Db, house: House): Promise<Holding[]> {
  const all = await listSuspects(db, house)
  const identities = groupsOf(
    await listSame(
      db,
      all.map(({ id }) => id),
    ),
  )
  // Somebody who is a victim in another file stays sheltered in this one.
  const known = new Set(all.map(({ id }) => id))
  const sheltered = new Set(
    [...identities].filter(([id]) => !known.has(id)).map(([, group]) => group),
  )
  const suspects = all.filter(({ id }) => !sheltered.has(identities.get(id) ?? id))
  return [
    ...suspects.flatMap((one): Holding[] => {
      const held = (sign: Holding['sign'], key: string): Holding => ({
        sign,
        key,
        caseId: one.caseId,
        agencyId: one.agencyId,
        personId: one.id,
        district: null,
      })
      const address = one.address && normalAddress(one.address)
      const identity = identities.get(one.id)
      return [
        ...one.numbers.map(({ kind, index }) => held(kind, index)),
        ...(address ? [held('address', address)] : []),
        ...(identity ? [held('person', identity)] : []),
      ]
    }),
    ...(await holdingsOfTies(db, new Set(suspects.map(({ id }) => id)))),
  ]
}

async function holdingsOfTies(db: Db, suspects: ReadonlySet<string>): Promise<Holding[]> {
  const ties = (await listAllTies(db)).filter(
    ({ personId }) => personId === null || suspects.has(personId),
  )
  const routes = await listCaseRoutes(db, [...new Set(ties.map(({ caseId }) => caseId))])
  const byCase = new Map(routes.map((route) => [route.caseId, route]))
  return ties.flatMap((tie): Holding[] => {
    const route = byCase.get(tie.caseId)
    if (!route) return []
    const held = { caseId: tie.caseId, agencyId: route.agencyId, personId: tie.personId }
    if (tie.kind !== 'agent') return [{ ...held, sign: tie.kind, key: tie.index!, district: null }]
    return route.countries.flatMap((country) =>
      route.districts.map((district) => ({
        ...held,
        sign: 'agent-route' as const,
        key: `${tie.licenseeId} ${country}`,
        district,
      })),
    )
  })
}
