import { asSystem, type Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { type LinkPerson, listLinkPersons, listPersonVersions } from '../cases/door.ts'
import { learntVersions, meet, saveKeys } from './key-records.ts'
import { compare, keysOf } from './linking.ts'
import { stakeOf } from './pair.ts'
import { type FoundPair, savePairs } from './pair-records.ts'

type At = Pick<House, 'fields' | 'now'>

/** From here on a pair is worth a person's time. */
const LIKELY = 0.5

/** Learns people and asks who else they may be. Runs as the system; done twice it changes nothing. */
export async function learn(db: Db, house: At, ids: readonly string[]): Promise<void> {
  for (const person of await listLinkPersons(db, house, ids)) {
    const at = house.now()
    await saveKeys(db, house, { ...person, keys: keysOf(person, [person.agencyId]), at })
    await savePairs(db, person.id, await findPairs(db, house, person), at)
  }
}

async function findPairs(db: Db, house: At, person: LinkPerson): Promise<FoundPair[]> {
  const met = await meet(db, house, keysOf(person, [person.agencyId], true))
  const others = met.filter(({ caseId }) => caseId !== person.caseId)
  const people = await listLinkPersons(
    db,
    house,
    others.map(({ personId }) => personId),
  )
  return people.flatMap((other) => {
    const { probability, evidence, signs } = compare(person, other)
    if (probability < LIKELY) return []
    const [one, two] = person.id < other.id ? [person, other] : [other, person]
    return {
      one: one.id,
      two: two.id,
      oneJurisdiction: one.jurisdiction,
      twoJurisdiction: two.jurisdiction,
      oneCase: one.caseId,
      twoCase: two.caseId,
      weight: evidence,
      stake: stakeOf(one, two, probability),
      signs,
    }
  })
}

const PAGE = 500

/** Learns whoever is new or has changed since, and nobody else: for what an event has missed. */
export async function catchUp(house: House): Promise<number> {
  let after: string | undefined
  let learnt = 0
  for (;;) {
    const more = await asSystem(house, async (db) => {
      const page = await listPersonVersions(db, after, PAGE)
      const ids = page.map(({ id }) => id)
      const versions = await learntVersions(db, ids)
      const due = page.filter(({ id, version }) => versions.get(id) !== version)
      await learn(
        db,
        house,
        due.map(({ id }) => id),
      )
      learnt += due.length
      after = ids.at(-1)
      return page.length === PAGE
    })
    if (!more) return learnt
  }
}
