import type { Db } from '../../core/database.ts'
import { announce, type Subscriber } from '../../core/events.ts'
import type { House } from '../../core/house.ts'
import { findCaseBrief } from '../cases/door.ts'
import { assess } from './assess.ts'
import { buildSheet } from './case-sheet.ts'
import { firGap } from './fir.ts'
import { keepGap, listOpenCaseIds } from './gap-records.ts'
import { lawNow } from './law-change-records.ts'
import { listFirs } from './records.ts'

export const subscribers: readonly Subscriber[] = [
  {
    name: 'charges.keep-gap',
    to: [
      'charges.fir-recorded',
      'charges.answered',
      'charges.answer-withdrawn',
      'case.opened',
      'case.person-added',
      'case.person-changed',
      'case.incident-added',
      'case.incident-changed',
      'case.allegation-added',
      'case.allegation-corrected',
      'case.allegation-disputed',
      'screening.decided',
      'screening.reconsidered',
    ],
    async run({ db, event, house }) {
      if (event.fileId)
        await keepGapOf(
          db,
          house,
          event.fileId,
          event.kind === 'charges.fir-recorded' ? 'fir' : 'facts',
        )
    },
  },
  {
    name: 'charges.keep-gaps-by-new-law',
    to: ['law.changed'],
    async run({ db, house }) {
      for (const id of await listOpenCaseIds(db)) await keepGapOf(db, house, id, 'facts')
    },
  },
]

/** Holds the FIR of a case beside the facts; tells when a gap opens, says something new or closes. */
export async function keepGapOf(
  db: Db,
  house: House,
  caseId: string,
  closedBy: 'fir' | 'facts',
): Promise<void> {
  const file = await findCaseBrief(db, caseId)
  if (!file) return
  const { sheet } = await buildSheet(db, house, caseId)
  const { proposals } = assess(sheet, await lawNow(db))
  const gap = firGap(proposals, await listFirs(db, caseId))
  const { change, id } = await keepGap(db, file, gap, { now: house.now(), closedBy })
  if (change === 'same' || id === null) return
  await announce(db, {
    kind: `charges.gap-${change}`,
    about: id,
    fileId: file.id,
    jurisdiction: file.jurisdiction,
    data: { gap: gap.kind, sections: [...new Set(gap.missing.map((one) => one.cited))].join(', ') },
  })
}
