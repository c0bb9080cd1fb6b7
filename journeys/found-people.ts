import { addIncident, addPerson, openCase } from '../rooms/cases/door.ts'
import type { TestHouse } from '../tests/test-house.ts'

const DAY = 86_400_000

export interface MadeUpFile {
  holder: string
  district: string
  daysAgo: number
  people: readonly { sex: 'Feminine' | 'Masculine'; age: number; cnic?: string }[]
}

export interface OpenedFile {
  caseId: string
  found: { personId: string; child: boolean }[]
}

/** A made-up case with its people, opened by its holder. */
export async function openFile(
  house: TestHouse,
  { holder, district, daysAgo, people }: MadeUpFile,
): Promise<OpenedFile> {
  const { jurisdiction, agencyId, teamId, id: holderId } = await house.person(holder)
  const openedAt = new Date(house.now().getTime() - daysAgo * DAY)
  return house.acting(holder, async (db) => {
    const { id: caseId } = await openCase(db, house, {
      jurisdiction,
      agencyId,
      teamId,
      holderId,
      title: 'Made up',
      openedAt,
    })
    await addIncident(db, house, caseId, {
      kind: 'Exploitation',
      placeCode: district,
      country: 'PAK',
    })
    const found: OpenedFile['found'] = []
    for (const { age, ...person } of people) {
      const personId = await addPerson(db, house, caseId, {
        ...person,
        roles: ['victim'],
        name: `Made-up ${found.length + 1}`,
        ageStated: age,
        ageStatedOn: openedAt.toISOString().slice(0, 10),
      })
      found.push({ personId, child: age < 18 })
    }
    return { caseId, found }
  })
}

/** A screener finds each of them to be a victim. */
export async function findVictims(
  house: TestHouse,
  screener: string,
  { caseId, found }: OpenedFile,
  exploitation: string,
): Promise<void> {
  const client = await house.as(screener)
  const ask = async (url: string, body: object) => {
    const answer = await client.post(url, body)
    if (answer.status !== 200) throw new Error(`${url}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  for (const { personId, child } of found) {
    const { id } = await ask(`/api/cases/${caseId}/screening/interviews`, {
      personId,
      set: child ? 'child-labour' : 'adult-labour',
      language: 'urd',
      interpreter: 'none',
      othersPresent: [],
      companyWords: null,
      vulnerabilities: [],
    })
    await ask(`/api/screening/interviews/${id}/decision`, {
      status: 'presumed',
      reasons: ['signs-point-to-it'],
      words: 'Made up: what was said points to it.',
      exploitation: [exploitation],
    })
  }
}
