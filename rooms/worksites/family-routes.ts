import { Type } from 'typebox'
import { dayInPakistan } from '../../core/days.ts'
import { permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Day, Id, Moment, Version, WithId } from '../../core/schema.ts'
import { differing, entryKinds, sides, sidesHeard, tellOf } from './advance.ts'
import { listAdvances } from './advance-records.ts'
import { listCaseLinks } from './case-records.ts'
import { lawOfDebt, wagesBeside } from './debt-law.ts'
import { inspectors, mayInspect, mayWriteAt } from './permissions.ts'
import {
  authorities,
  isFollowUp,
  mayStepBack,
  moves,
  nextMoves,
  outcomes,
  releaseStatuses,
  stepCodes,
} from './release.ts'
import { listReleases, listSteps, type StepRecord } from './release-records.ts'
import { actOn } from './rules.ts'
import { ActAnswer, FamilyAnswer, orNull, RuleAnswer, WageAnswer } from './shapes.ts'
import { shortfallOf } from './shortfall.ts'
import { countChildren, partyRoles, siteKinds } from './site.ts'
import { getFamily, getSite, listParties } from './site-records.ts'
import { wageUnits } from './wage.ts'
import { listCountingWages } from './wage-records.ts'

const Sum = orNull(Type.Integer())
const ToldAnswer = Type.Object({
  side: codes(sides),
  sums: Type.Object(Object.fromEntries(entryKinds.map((kind) => [kind, Sum]))),
  takenAgainstDebt: Type.Integer(),
  wagesOpen: Type.Integer(),
  beyondEarned: Type.Integer(),
  dueToFamily: Type.Integer(),
  book: Type.Integer(),
  beyondGiven: Type.Integer(),
  shortfall: Type.Object({
    rupees: Sum,
    beyondEarned: Type.Integer(),
    lines: Type.Array(
      Type.Object({
        fromOn: Day,
        untilOn: Day,
        unit: codes(wageUnits),
        amount: Type.Number(),
        told: Type.Integer(),
        wage: orNull(WageAnswer),
        minimum: Sum,
        missing: Sum,
      }),
    ),
  }),
})

const AdvanceAnswer = Type.Object({
  id: Id,
  giver: orNull(Type.Object({ role: codes(partyRoles), name: Type.String() })),
  begunOn: Day,
  words: orNull(Type.String()),
  told: Type.Array(ToldAnswer),
  differing: Type.Array(codes(entryKinds)),
  act: ActAnswer,
  law: Type.Array(Type.Object({ code: Type.String(), rule: RuleAnswer })),
  wages: Type.Array(WageAnswer),
  entries: Type.Array(
    Type.Object({
      id: Id,
      side: codes(sides),
      kind: codes(entryKinds),
      rupees: Type.Integer(),
      on: Day,
      work: orNull(Type.Object({ fromOn: Day, unit: codes(wageUnits), amount: Type.Integer() })),
      saidBy: Type.String(),
      saidOn: Day,
      words: orNull(Type.String()),
      struckOn: orNull(Day),
      struckWords: orNull(Type.String()),
      version: Version,
    }),
  ),
})

const ReleaseAnswer = Type.Object({
  id: Id,
  status: codes(releaseStatuses),
  askedOn: Day,
  authority: codes(authorities),
  orderedOn: orNull(Day),
  orderNumber: orNull(Type.String()),
  leftOn: orNull(Day),
  transport: orNull(Type.String()),
  wentTo: orNull(Type.String()),
  certifiedOn: orNull(Day),
  certificateNumber: orNull(Type.String()),
  next: Type.Array(codes(moves)),
  mayStepBack: Type.Boolean(),
  steps: Type.Array(
    Type.Object({
      id: Id,
      code: codes(stepCodes),
      followUp: Type.Boolean(),
      who: orNull(Type.String()),
      words: orNull(Type.String()),
      dueOn: Day,
      doneOn: orNull(Day),
      outcome: orNull(codes(outcomes)),
      found: orNull(Type.String()),
      version: Version,
    }),
  ),
  version: Version,
})

export const familyRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/worksites/families/:id',
    name: 'worksites.read-family',
    summary: 'A family: what each side tells of its debt, what the law says, its release',
    who: inspectors,
    params: WithId,
    answer: Type.Object({
      ...FamilyAnswer.properties,
      may: Type.Object({ write: Type.Boolean() }),
      site: Type.Object({
        id: Id,
        kind: codes(siteKinds),
        name: Type.String(),
        place: Type.Object({ code: Type.String(), name: BothNames, province: Type.String() }),
      }),
      parties: Type.Array(Type.Object({ id: Id, role: codes(partyRoles), name: Type.String() })),
      advances: Type.Array(AdvanceAnswer),
      releases: Type.Array(ReleaseAnswer),
      cases: Type.Array(
        Type.Object({ memberId: Id, caseId: Id, reference: Type.String(), openedAt: Moment }),
      ),
    }),
    async act({ db, house, person, params, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const family = await getFamily(db, house, params.id)
      about(family.siteId, family.id)
      const site = await getSite(db, house, family.siteId)
      const today = dayInPakistan(now)
      const advances = await listAdvances(db, house, { familyId: family.id })
      const wages = await listCountingWages(db, site.place.province)
      const releases = await listReleases(db, house, { familyId: family.id })
      const steps = new Map<string, StepRecord[]>()
      for (const { id } of releases) steps.set(id, await listSteps(db, house, id))
      return {
        ...family,
        children: countChildren(family.members),
        may: { write: mayWriteAt(person, site) },
        site,
        cases: await listCaseLinks(db, family.id),
        parties: await listParties(db, house, site.id),
        advances: advances.map((one) => ({
          ...one,
          told: sidesHeard(one.entries).map((side) => ({
            side,
            ...tellOf(one.entries, side),
            shortfall: shortfallOf(one.entries, side, wages),
          })),
          differing: differing(one.entries),
          act: actOn(site.place.province, today),
          law: lawOfDebt(one, { province: site.place.province, today, wages }),
          wages: wagesBeside(one, wages),
        })),
        releases: releases.map((one) => ({
          ...one,
          next: nextMoves(one),
          mayStepBack: mayStepBack(one),
          steps: steps.get(one.id)!.map((step) => ({ ...step, followUp: isFollowUp(step.code) })),
        })),
      }
    },
  }),
]
