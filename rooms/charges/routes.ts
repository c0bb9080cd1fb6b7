import { announce } from '../../core/events.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { Done, done } from '../../core/schema.ts'
import type { CaseBrief } from '../cases/door.ts'
import {
  type CasePerson,
  dayInPakistan,
  getCaseBrief,
  listCasePersons,
  readers,
} from '../cases/door.ts'
import { assess } from './assess.ts'
import { buildSheet } from './case-sheet.ts'
import { checkDecision } from './decision.ts'
import { gapRoutes } from './gap-routes.ts'
import { stoodDuring } from './in-force.ts'
import { findProvision, type Law, points } from './law.ts'
import { lawNow } from './law-change-records.ts'
import { lawRoutes } from './law-routes.ts'
import { letterRoutes } from './letter-routes.ts'
import { outcomeRoutes } from './outcome-routes.ts'
import { deciders, mayDecideCharges } from './permissions.ts'
import { practiceRoutes } from './practice/practice-routes.ts'
import { presentCharges } from './present.ts'
import {
  type FirWritten,
  insertAnswer,
  insertDecision,
  insertFir,
  listDecisionRecords,
  saveFir,
  withdrawAnswer,
} from './records.ts'
import {
  ChangeFir,
  ChargesOfCase,
  Decide,
  GiveAnswer,
  Made,
  RecordFir,
  WithCase,
  WithCaseAndId,
} from './shapes.ts'
import { transferRoutes } from './transfer-routes.ts'

export const routes: Route[] = [
  route({
    method: 'GET',
    url: '/api/cases/:caseId/charges',
    name: 'charges.read',
    who: readers,
    params: WithCase,
    answer: ChargesOfCase,
    async act({ db, house, person, params, about }) {
      const file = await getCaseBrief(db, params.caseId)
      about(file.id)
      return presentCharges(db, house, file, person)
    },
  }),

  route({
    method: 'POST',
    url: '/api/cases/:caseId/charges/decisions',
    name: 'charges.decide',
    who: deciders,
    params: WithCase,
    body: Decide,
    answer: Made,
    async act({ db, house, person, params, body, now, about }) {
      const file = await getCaseBrief(db, params.caseId)
      about(file.id, ...(body.accusedId ? [body.accusedId] : []))
      permit(mayDecideCharges(person, file))
      refuseClosed(file)
      const law = await lawNow(db)
      const version = findProvision(law, body.cited)?.provision.versions.find(
        (one) => one.key === body.lawVersion,
      )
      if (!version)
        throw new Problem('input', 'charges/no-such-section', {
          fields: { cited: 'charges/no-such-section' },
        })
      const { sheet, people } = await buildSheet(db, house, file.id)
      refuseStranger(people, body.accusedId, 'accusedId')
      const proposal = assess(sheet, law).proposals.find(
        (one) =>
          one.cited === body.cited &&
          one.version === body.lawVersion &&
          one.accusedId === body.accusedId,
      )
      const mayBeVictim = sheet.victims.some((one) => one.id === body.accusedId)
      checkDecision(body, { stood: stoodDuring(version, sheet) !== 'no', proposal, mayBeVictim })
      const before = (await listDecisionRecords(db, house, file.id)).find(
        (one) => one.cited === body.cited && one.accusedId === body.accusedId,
      )
      if ((before?.id ?? null) !== body.supersedes) throw new Problem('stale', 'core/changed-since')
      const { supersedes: supersedesId, ...written } = body
      const id = await insertDecision(db, house, file, {
        ...written,
        finding: proposal?.finding ?? 'not-raised',
        byId: person.id,
        at: now,
        supersedesId,
      })
      await announce(db, {
        kind: 'charges.decided',
        about: id,
        fileId: file.id,
        jurisdiction: file.jurisdiction,
        data: { cited: body.cited, decision: body.decision, accusedId: body.accusedId },
      })
      return { id }
    },
  }),

  route({
    method: 'POST',
    url: '/api/cases/:caseId/charges/firs',
    name: 'charges.record-fir',
    who: deciders,
    params: WithCase,
    body: RecordFir,
    answer: Made,
    async act({ db, person, params, body, now, about }) {
      const file = await getCaseBrief(db, params.caseId)
      about(file.id)
      permit(mayDecideCharges(person, file))
      refuseClosed(file)
      checkFir(await lawNow(db), body, now)
      const id = await insertFir(db, file, body, { id: person.id, at: now })
      await announce(db, {
        kind: 'charges.fir-recorded',
        about: id,
        fileId: file.id,
        jurisdiction: file.jurisdiction,
        data: { sections: body.sections.join(', ') },
      })
      return { id }
    },
  }),

  route({
    method: 'PUT',
    url: '/api/cases/:caseId/charges/firs/:id',
    name: 'charges.change-fir',
    who: deciders,
    params: WithCaseAndId,
    body: ChangeFir,
    answer: Done,
    async act({ db, person, params, body, now, about }) {
      const file = await getCaseBrief(db, params.caseId)
      about(file.id, params.id)
      permit(mayDecideCharges(person, file))
      refuseClosed(file)
      checkFir(await lawNow(db), body, now)
      await saveFir(db, file, params.id, body)
      await announce(db, {
        kind: 'charges.fir-recorded',
        about: params.id,
        fileId: file.id,
        jurisdiction: file.jurisdiction,
        data: { sections: body.sections.join(', ') },
      })
      return done
    },
  }),

  route({
    method: 'POST',
    url: '/api/cases/:caseId/charges/answers',
    name: 'charges.answer',
    who: deciders,
    params: WithCase,
    body: GiveAnswer,
    answer: Made,
    async act({ db, house, person, params, body, now, about }) {
      const file = await getCaseBrief(db, params.caseId)
      about(file.id)
      permit(mayDecideCharges(person, file))
      refuseClosed(file)
      // What somebody says happened is an allegation, with its speaker: it belongs to the case.
      if (body.says === 'yes' && !(points as readonly string[]).includes(body.fact)) {
        throw new Problem('input', 'charges/say-it-as-allegation', {
          fields: { says: 'charges/say-it-as-allegation' },
        })
      }
      const people = await listCasePersons(db, house, file.id)
      refuseStranger(people, body.accusedId, 'accusedId')
      refuseStranger(people, body.victimId, 'victimId')
      const id = await insertAnswer(db, house, file, body, { id: person.id, at: now })
      await announce(db, {
        kind: 'charges.answered',
        about: id,
        fileId: file.id,
        jurisdiction: file.jurisdiction,
        data: { fact: body.fact, says: body.says },
      })
      return { id }
    },
  }),

  route({
    method: 'DELETE',
    url: '/api/cases/:caseId/charges/answers/:id',
    name: 'charges.withdraw-answer',
    who: deciders,
    params: WithCaseAndId,
    answer: Done,
    async act({ db, person, params, now, about }) {
      const file = await getCaseBrief(db, params.caseId)
      about(file.id, params.id)
      permit(mayDecideCharges(person, file))
      await withdrawAnswer(db, file, params.id, { id: person.id, at: now })
      await announce(db, {
        kind: 'charges.answer-withdrawn',
        about: params.id,
        fileId: file.id,
        jurisdiction: file.jurisdiction,
      })
      return done
    },
  }),

  ...lawRoutes,
  ...outcomeRoutes,
  ...transferRoutes,
  ...gapRoutes,
  ...letterRoutes,
  ...practiceRoutes,
]

function refuseClosed(file: CaseBrief): void {
  if (file.status === 'closed') throw new Problem('conflict', 'charges/case-closed')
}

function refuseStranger(people: readonly CasePerson[], id: string | null, field: string): void {
  if (id === null || people.some((one) => one.id === id)) return
  throw new Problem('input', 'charges/not-in-this-case', {
    fields: { [field]: 'charges/not-in-this-case' },
  })
}

function checkFir(law: Law, fir: FirWritten, now: Date): void {
  if (fir.registeredOn > dayInPakistan(now)) {
    throw new Problem('input', 'charges/fir-in-future', {
      fields: { registeredOn: 'charges/fir-in-future' },
    })
  }
  const unknown = fir.sections.filter((one) => findProvision(law, one) === undefined)
  if (unknown.length > 0) {
    throw new Problem('input', 'charges/no-such-section', {
      fields: { sections: 'charges/no-such-section' },
    })
  }
  if (fir.sections.length === 0 && fir.otherSections.trim() === '') {
    throw new Problem('input', 'charges/fir-cites-nothing', {
      fields: { sections: 'charges/fir-cites-nothing' },
    })
  }
}
