import type { MadeUpCase, MadeUpReferral, MadeUpScreening } from './cases.ts'
import { dayOf, type OpenedCase } from './open-case.ts'
import { agencyIdOf } from './staff.ts'
import type { StaffDesk } from './staff-desk.ts'

const longestConsent = 180

/** What the staff do in a case on one day after its opening; tasks are due from `today` on. */
export async function workOnCase(
  desk: StaffDesk,
  one: MadeUpCase,
  opened: OpenedCase,
  now: Date,
  today: Date,
): Promise<void> {
  for (const screening of one.screenings ?? []) await screen(desk, one, opened, screening, now)
  for (const referral of one.referrals ?? []) await refer(desk, one, opened, referral, now)
  for (const { to, ...share } of one.shares ?? []) {
    const body = { agencyId: agencyIdOf(to), until: dayOf(60, now), ...share }
    await desk.ask(
      one.holder,
      'POST',
      `/api/cases/${opened.id}/shares`,
      body,
      keyOf(one, `share ${to}`),
    )
  }
  for (const { words, inDays } of one.tasks ?? []) {
    const dueAt = new Date(today.getTime() + inDays * 86_400_000).toISOString()
    await desk.ask(
      one.holder,
      'POST',
      `/api/cases/${opened.id}/tasks`,
      { words, dueAt },
      keyOf(one, `task ${words}`),
    )
  }
  if (one.status) await setStatus(desk, one, opened)
}

const keyOf = (one: MadeUpCase, step: string) => `tryout ${one.key} ${step}`.slice(0, 100)

async function screen(
  desk: StaffDesk,
  one: MadeUpCase,
  opened: OpenedCase,
  of: MadeUpScreening,
  now: Date,
): Promise<void> {
  const personId = opened.persons[of.person]!
  const begin = {
    personId,
    set: of.set,
    language: of.language,
    interpreter: 'none',
    othersPresent: [],
    companyWords: null,
    vulnerabilities: of.vulnerabilities,
  }
  const { id } = await desk.ask<{ id: string }>(
    of.by,
    'POST',
    `/api/cases/${opened.id}/screening/interviews`,
    begin,
    keyOf(one, `interview ${of.person}`),
  )
  const answers = [
    ...of.yes.map((indicator) => answered(indicator, 'yes', now)),
    ...of.no.map((indicator) => answered(indicator, 'no', now)),
  ]
  await desk.ask(of.by, 'PUT', `/api/screening/interviews/${id}/answers`, { answers })
  const decision = { ...of.decision, words: of.decision.words || null }
  await desk.ask(
    of.by,
    'POST',
    `/api/screening/interviews/${id}/decision`,
    decision,
    keyOf(one, `decision ${of.person}`),
  )
}

function answered(indicator: string, value: 'yes' | 'no', now: Date) {
  return {
    indicator,
    value,
    restsOn: ['said-now'],
    allegationIds: [],
    facts: [],
    note: null,
    at: now.toISOString(),
    version: 0,
  }
}

async function refer(
  desk: StaffDesk,
  one: MadeUpCase,
  opened: OpenedCase,
  of: MadeUpReferral,
  now: Date,
): Promise<void> {
  const personId = opened.persons[of.person]!
  const toAgencyId = agencyIdOf(of.to)
  const step = (name: string) => keyOf(one, `${name} ${of.person} ${of.to}`)
  await desk.ask(
    of.by,
    'POST',
    `/api/cases/${opened.id}/consents`,
    consentOf(of, personId, toAgencyId, now),
    step('consent'),
  )
  const { id } = await desk.ask<{ id: string }>(
    of.by,
    'POST',
    `/api/cases/${opened.id}/referrals`,
    {
      personId,
      toAgencyId,
      purpose: of.purpose,
      fields: of.fields,
      needs: of.needs,
      language: of.language,
      phone: null,
      safetyNotes: of.safetyNotes ?? null,
    },
    step('draft'),
  )
  let version = 1
  const move = async (handle: string, what: string, body: object = {}) => {
    await desk.ask(handle, 'POST', `/api/referrals/${id}/${what}`, { version, ...body }, step(what))
    version++
  }
  await move(of.by, 'send')
  if (of.until === 'declined') await move(of.answeredBy, 'decline', { reason: of.declined })
  if (of.until === 'sent' || of.until === 'declined') return
  await move(of.answeredBy, 'accept')
  if (of.service) await move(of.answeredBy, 'services', { kind: of.service, from: dayOf(0, now) })
  if (of.until === 'closed') await move(of.answeredBy, 'close', { outcome: of.outcome })
}

function consentOf(of: MadeUpReferral, personId: string, agencyId: string, now: Date) {
  return {
    personId,
    purpose: of.purpose,
    agencyId,
    fields: of.fields,
    givenBy: of.guardian ? 'guardian' : 'self',
    ...(of.guardian && { guardian: of.guardian, childView: 'agrees' }),
    how: 'spoken',
    language: of.language,
    understood: true,
    givenOn: dayOf(0, now),
    expiresOn: dayOf(longestConsent, now),
  }
}

const whyStatus = {
  closed: 'Nothing that calls for more was found; it can be taken up again.',
  suspended: 'Waiting for the bank’s answer on the payments.',
}

async function setStatus(desk: StaffDesk, one: MadeUpCase, opened: OpenedCase): Promise<void> {
  const file = await desk.ask<{ version: number; status: string }>(
    one.holder,
    'GET',
    `/api/cases/${opened.id}`,
  )
  if (!one.status || file.status === one.status) return
  const body = { status: one.status, words: whyStatus[one.status], version: file.version }
  await desk.ask(one.holder, 'POST', `/api/cases/${opened.id}/status`, body)
}
