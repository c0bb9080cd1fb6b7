import { Type } from 'typebox'
import { dayInPakistan } from '../../core/days.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { Done, done, Id, WithId } from '../../core/schema.ts'
import { auditOf } from './fairness.ts'
import { formOf, mayDrawUp } from './fairness-form.ts'
import {
  getForm,
  insertForm,
  type KeptForm,
  listAudited,
  listForms,
  namesOfGroups,
  saveDecision,
} from './fairness-records.ts'
import {
  AuditAnswer,
  FormDecision,
  FormList,
  FormView,
  NewForm,
  PeriodQuery,
} from './fairness-shapes.ts'
import { maySign } from './permissions.ts'

const officers = ['oversight'] as const

const audit = route({
  method: 'GET',
  url: '/api/fairness',
  name: 'oversight.fairness',
  who: officers,
  summary:
    'Whether outcomes and times of the reports that came in a period differ by desk, district, kind of accused, language or sex. Counts only.',
  query: PeriodQuery,
  answer: AuditAnswer,
  async act({ db, query, now }) {
    if (query.from > query.until)
      throw new Problem('input', 'oversight/period-backwards', {
        fields: { until: 'oversight/period-backwards' },
      })
    const reports = await listAudited(db, query, now)
    const comparisons = auditOf(reports)
    const codes = comparisons.flatMap(({ groups }) => groups.map(({ code }) => code))
    return { reports: reports.length, comparisons, names: await namesFor(db, codes) }
  },
})

async function namesFor(db: Parameters<typeof namesOfGroups>[0], codes: readonly string[]) {
  const all = await namesOfGroups(db)
  return Object.fromEntries(codes.flatMap((code) => (all[code] ? [[code, all[code]]] : [])))
}

const forms = route({
  method: 'GET',
  url: '/api/fairness/forms',
  name: 'oversight.fairness-forms',
  who: officers,
  summary: 'The yearly public forms, drawn up, signed and returned.',
  answer: FormList,
  async act({ db, person, now, house }) {
    const list = await listForms(db)
    const running = Number(dayInPakistan(now).slice(0, 4))
    const taken = new Set(list.filter(({ state }) => state !== 'returned').map(({ year }) => year))
    const years = [0, 1, 2, 3, 4]
      .map((back) => running - back)
      .filter((year) => !taken.has(year))
      .filter((year) => mayDrawUp(year, dayInPakistan(now), house.config.mode === 'tryout'))
    return { forms: list.map((one) => headOf(one, person.id)), years }
  },
})

function headOf({ draftedById, form: _, names: __, ...head }: KeptForm, viewer: string) {
  return { ...head, own: draftedById === viewer }
}

const drawUp = route({
  method: 'POST',
  url: '/api/fairness/forms',
  name: 'oversight.draw-up-fairness-form',
  who: officers,
  summary:
    'Draws up the public form of a year, small numbers left out, for a second person to sign.',
  body: NewForm,
  answer: Type.Object({ id: Id }),
  async act({ db, person, body, now, house, about }) {
    const today = dayInPakistan(now)
    const { year } = body
    if (!mayDrawUp(year, today, house.config.mode === 'tryout'))
      throw new Problem('input', 'oversight/year-not-over', {
        fields: { year: 'oversight/year-not-over' },
      })
    const earlier = (await listForms(db)).filter((one) => one.year === year)
    if (earlier.some(({ state }) => state !== 'returned'))
      throw new Problem('conflict', 'oversight/form-is-there')
    const last = `${year}-12-31`
    const period = { from: `${year}-01-01`, until: last < today ? last : today }
    const form = formOf(await listAudited(db, period, now), period)
    const codes = form.tables.flatMap(({ rows }) => rows.map(({ code }) => code))
    const names = await namesFor(db, codes)
    const { jurisdiction } = person
    const id = await insertForm(db, { jurisdiction, year, form, names, by: person.id, at: now })
    about(id)
    return { id }
  },
})

const open = route({
  method: 'GET',
  url: '/api/fairness/forms/:id',
  name: 'oversight.fairness-form',
  who: officers,
  summary: 'One yearly form, exactly as the public will see it.',
  params: WithId,
  answer: FormView,
  async act({ db, person, params }) {
    const kept = await getForm(db, params.id)
    return { ...headOf(kept, person.id), form: kept.form, names: kept.names }
  },
})

const decide = route({
  method: 'POST',
  url: '/api/fairness/forms/:id/decide',
  name: 'oversight.sign-fairness-form',
  who: officers,
  summary: 'A second person of oversight signs a form, which is then public, or returns it.',
  params: WithId,
  body: FormDecision,
  answer: Done,
  async act({ db, person, params, body, now, about }) {
    about(params.id)
    const kept = await getForm(db, params.id)
    permit(maySign(person, kept), 'oversight/second-person-signs')
    if (kept.state !== 'drafted') throw new Problem('conflict', 'oversight/form-already-decided')
    const words = body.words.trim()
    if (body.state === 'returned' && !words)
      throw new Problem('input', 'oversight/say-why-returned', {
        fields: { words: 'oversight/say-why-returned' },
      })
    await saveDecision(db, kept.id, { ...body, words, by: person.id, at: now })
    return done
  },
})

export const fairnessRoutes: Route[] = [audit, forms, drawUp, open, decide]
