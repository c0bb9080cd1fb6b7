import { Type } from 'typebox'
import { dayInPakistan } from '../../core/days.ts'
import { permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { Day, Id, WithId } from '../../core/schema.ts'
import { checkAgentIn } from './check-agent.ts'
import { addMonths } from './complaint.ts'
import { listTrack, listUnlicensed, type TrackRow } from './complaint-records.ts'
import { listBehindSame } from './director-records.ts'
import { listPlanned } from './inspection-records.ts'
import { getLicensee, getLicensees } from './licensee-records.ts'
import { mayKeepRegister, officers } from './permissions.ts'
import { present } from './register-routes.ts'
import { isAboutTerms, rank, type TrackRecord } from './risk.ts'
import { LicenseeAnswer } from './shapes.ts'
import { rankUnlicensed } from './unlicensed.ts'

const YEARS_LOOKED_AT = 3
const SHOWN = 50
const NAMES_SHOWN = 25

export const riskRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/recruiters/inspect-first',
    name: 'recruiters.rank',
    summary: 'Licensees by the harm to be expected, with the reasons: where to inspect first',
    who: officers,
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          rank: Type.Integer(),
          licensee: LicenseeAnswer,
          perHundred: Type.Number(),
          expected: Type.Number(),
          reasons: Type.Array(Type.Object({ code: Type.String(), count: Type.Integer() })),
          planned: Type.Boolean(),
        }),
      ),
      ranked: Type.Integer(),
      years: Type.Integer(),
    }),
    async act({ db, person, now }) {
      permit(mayKeepRegister(person), 'recruiters/not-the-authority')
      const today = dayInPakistan(now)
      const records = new Map<string, TrackRecord>()
      for (const row of await listTrack(db, addMonths(today, -12 * YEARS_LOOKED_AT), today)) {
        const record = records.get(row.id) ?? emptyRecord(row)
        if (row.kind) record.complaints[row.kind] = row.n
        if (row.kind && !isAboutTerms(row.kind)) record.substituted += row.worse
        records.set(row.id, record)
      }
      const planned = await listPlanned(db)
      const ranked = rank([...records.values()])
      const first = ranked.filter((one) => one.reasons.length > 0).slice(0, SHOWN)
      const licensees = new Map(
        (
          await getLicensees(
            db,
            first.map((one) => one.id),
          )
        ).map((one) => [one.id, one]),
      )
      return {
        items: first.map((one) => ({
          rank: one.rank,
          licensee: present(licensees.get(one.id)!, today),
          perHundred: one.perHundred,
          expected: one.expected,
          reasons: [...one.reasons],
          planned: planned.has(one.id),
        })),
        ranked: ranked.length,
        years: YEARS_LOOKED_AT,
      }
    },
  }),
  route({
    method: 'GET',
    url: '/api/recruiters/unlicensed',
    name: 'recruiters.rank-unlicensed',
    summary:
      'Names seen without a licence by what is complained of, with whom in the register they resemble',
    who: officers,
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          id: Id,
          rank: Type.Integer(),
          names: Type.Array(Type.String()),
          newestOn: Day,
          reasons: Type.Array(Type.Object({ code: Type.String(), count: Type.Integer() })),
          complaints: Type.Array(Type.Object({ id: Id, reference: Type.String() })),
          alike: Type.Array(Type.Object({ licensee: LicenseeAnswer, why: Type.String() })),
        }),
      ),
    }),
    async act({ db, house, person, now, about }) {
      permit(mayKeepRegister(person), 'recruiters/not-the-authority')
      const today = dayInPakistan(now)
      const since = addMonths(today, -12 * YEARS_LOOKED_AT)
      const first = rankUnlicensed(await listUnlicensed(db, house, since)).slice(0, NAMES_SHOWN)
      about(...first.flatMap(({ seen }) => seen.map((one) => one.id)))
      const items = []
      for (const { rank, seen, reasons } of first) {
        const names = [...new Set(seen.map((one) => one.named))]
        const { found } = await checkAgentIn(db, names[0]!, today)
        items.push({
          id: seen[0]!.id,
          rank,
          names,
          newestOn: seen
            .map((one) => one.receivedOn)
            .sort()
            .at(-1)!,
          reasons: [...reasons],
          complaints: seen.map(({ id, reference }) => ({ id, reference })),
          alike: found.map(({ licensee, why }) => ({ licensee: present(licensee, today), why })),
        })
      }
      return { items }
    },
  }),
  route({
    method: 'GET',
    url: '/api/recruiters/licensees/:id/behind-same',
    name: 'recruiters.read-behind-same',
    summary: 'Other licences with the same people behind them, by CNIC, with their states and days',
    who: officers,
    params: WithId,
    answer: Type.Object({
      items: Type.Array(
        Type.Object({ licensee: LicenseeAnswer, people: Type.Array(Type.String()) }),
      ),
    }),
    async act({ db, house, person, params, now, about }) {
      permit(mayKeepRegister(person), 'recruiters/not-the-authority')
      const { id } = await getLicensee(db, params.id)
      const today = dayInPakistan(now)
      const found = await listBehindSame(db, house, id)
      about(id, ...found.map((one) => one.licenseeId))
      const licensees = await getLicensees(
        db,
        found.map((one) => one.licenseeId),
      )
      const byId = new Map(licensees.map((one) => [one.id, present(one, today)]))
      return {
        items: found.map(({ licenseeId, people }) => ({ licensee: byId.get(licenseeId)!, people })),
      }
    },
  }),
]

function emptyRecord(row: TrackRow): TrackRecord {
  const { id, sent, repeatDirectors, overdueOrders, alarmedPlacements } = row
  return {
    id,
    sent,
    repeatDirectors,
    overdueOrders,
    alarmedPlacements,
    complaints: {},
    substituted: 0,
  }
}
