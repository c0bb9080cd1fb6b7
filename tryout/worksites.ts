import { dayInPakistan } from '../core/days.ts'
import type { RunningHouse } from '../main.ts'
import { staffDesk } from './staff-desk.ts'

const DAY = 86_400_000
const inspector = 'labour-lahore'

type Ask = <T>(method: 'GET' | 'POST', url: string, body?: object) => Promise<T>
type Day = (days: number) => string
interface Made {
  id: string
}

/** A made-up kiln and a made-up workshop, each with a visit; families, and what they are said to owe. */
export async function loadWorksites(running: Pick<RunningHouse, 'house' | 'app'>): Promise<void> {
  const desk = staffDesk(running)
  const ask: Ask = (method, url, body) => desk.ask(inspector, method, url, body)
  const day: Day = (days) => dayInPakistan(new Date(running.house.now().getTime() + days * DAY))
  try {
    const { items } = await ask<{ items: unknown[] }>('GET', '/api/worksites')
    if (items.length) return
    const { siteId } = await ask<{ siteId: string }>('POST', '/api/worksites/visits', {
      site: { kind: 'kiln', name: 'Made-up kiln, Raiwind road', placeCode: 'PK-PB-lahore' },
      reason: 'complaint',
      on: day(-20),
      workersSeen: 34,
      childrenSeen: 9,
      findings: [
        { code: 'advance-held', basis: 'said-by-worker', people: 6 },
        { code: 'children-working', basis: 'seen', people: 2 },
      ],
      orders: [{ code: 'stop-recovery', toRole: 'owner', dueOn: day(-6) }],
    })
    await ask('POST', '/api/worksites/visits', {
      site: { kind: 'workshop', name: 'Made-up workshop, Badami Bagh', placeCode: 'PK-PB-lahore' },
      reason: 'planned',
      on: day(-3),
      findings: [],
      orders: [],
    })
    await loadFamilies(ask, day, siteId)
    await loadCommittees(ask, day)
    await loadWages(
      ask,
      (id) =>
        desk.ask('labour-supervisor-lahore', 'POST', `/api/worksites/wages/${id}/confirm`, {
          version: 1,
        }),
      day,
    )
    await desk.ask('labour-supervisor-lahore', 'POST', '/api/worksites/committees/term', {
      months: 3,
      grade: 'not-verified',
    })
  } finally {
    await desk.leave()
  }
}

async function loadFamilies(ask: Ask, day: Day, siteId: string): Promise<void> {
  const party = await ask<Made>('POST', `/api/worksites/${siteId}/parties`, {
    role: 'contractor',
    name: 'Made-up jamadar Anwar',
  })
  const family = (name: string, members: object[]) =>
    ask<Made>('POST', `/api/worksites/${siteId}/families`, {
      name,
      cameOn: '2021-10-01',
      livesThere: true,
      members,
    })
  const bashir = await family('Made-up family of Bashir', [
    { name: 'Made-up Bashir', sex: 'Masculine', age: 44, works: true },
    { name: 'Made-up Kausar', sex: 'Feminine', age: 39, works: true },
    { name: 'Made-up Sonia', sex: 'Feminine', age: 13, works: true, atSchool: false },
    { name: 'Made-up Imran', sex: 'Masculine', age: 7, works: false, atSchool: false },
  ])
  const said =
    (side: string, saidBy: string) =>
    (kind: string, rupees: number, on: string, work: object | null = null) => ({
      side,
      saidBy,
      kind,
      rupees,
      on,
      work,
      saidOn: day(-20),
    })
  const worker = said('worker', 'Made-up Bashir')
  const employer = said('employer', 'Made-up jamadar Anwar')
  await ask('POST', `/api/worksites/families/${bashir.id}/advances`, {
    partyId: party.id,
    begunOn: '2021-10-01',
    entries: [
      worker('given', 60_000, '2021-10-01'),
      worker('earned', 310_000, day(-30), { fromOn: '2021-10-01', unit: 'month', amount: 96 }),
      worker('paid', 168_000, day(-30)),
      worker('deducted', 96_000, day(-30)),
      worker('taken', 45_000, '2023-06-12'),
      employer('given', 140_000, '2021-10-01'),
      employer('earned', 240_000, day(-30), {
        fromOn: '2021-10-01',
        unit: 'thousand-pieces',
        amount: 300_000,
      }),
      employer('paid', 190_000, day(-30)),
      employer('deducted', 50_000, day(-30)),
    ],
  })
  const parveen = await family('Made-up family of Parveen', [
    { name: 'Made-up Parveen', sex: 'Feminine', age: 36, works: false },
    { name: 'Made-up Adnan', sex: 'Masculine', age: 10, works: false, atSchool: true },
  ])
  await loadRelease(ask, day, parveen.id)
}

/** Released some seven months ago: once found free, the second follow-up overdue. */
async function loadRelease(ask: Ask, day: Day, familyId: string): Promise<void> {
  const url = `/api/worksites/families/${familyId}`
  const release = await ask<Made>('POST', `${url}/releases`, {
    askedOn: day(-230),
    authority: 'magistrate',
  })
  const move = (body: object) => ask('POST', `/api/worksites/releases/${release.id}/moves`, body)
  await move({ move: 'order', on: day(-226), number: 'made-up 118', version: 1 })
  await move({
    move: 'leave',
    on: day(-225),
    transport: 'Made-up van, paid by the labour office',
    version: 2,
  })
  await move({ move: 'certify', on: day(-220), number: 'made-up 42', version: 3 })
  await ask('POST', `/api/worksites/releases/${release.id}/steps`, {
    code: 'identity-papers',
    who: 'Made-up social welfare officer',
    dueOn: day(9),
  })
  const { releases } = await ask<{ releases: { steps: { id: string; code: string }[] }[] }>(
    'GET',
    url,
  )
  const first = releases[0]!.steps.find((one) => one.code === 'follow-up-1')!
  await ask('POST', `/api/worksites/steps/${first.id}`, {
    doneOn: day(-190),
    outcome: 'free',
    version: 1,
  })
}

/** Made up, as its words say: one that two people stand for, one that waits for a second. */
async function loadWages(ask: Ask, confirm: (id: string) => Promise<unknown>, day: Day) {
  const enter = (more: object) =>
    ask<Made>('POST', '/api/worksites/wages', {
      unit: 'month',
      work: 'Made up for the try-out: no real wage',
      grade: 'not-verified',
      source: 'Made up for the try-out',
      ...more,
    })
  const { id } = await enter({
    rupees: 11_111,
    fromOn: '2021-07-01',
    untilOn: '2024-06-30',
    notification: 'Made-up notification 1/2021',
  })
  await confirm(id)
  await enter({
    unit: 'thousand-pieces',
    rupees: 1_111,
    fromOn: day(-100),
    notification: 'Made-up notification 2/2026',
  })
}

/** Three districts with a committee: in its term, late with a meeting called, and never met; two decisions overdue. */
async function loadCommittees(ask: Ask, day: Day): Promise<void> {
  const committee = (place: string, more: object = {}) =>
    ask<Made>('POST', '/api/worksites/committees', {
      placeCode: `PK-PB-${place}`,
      notifiedOn: day(-500),
      orderNumber: `Made-up order for ${place}`,
      grade: 'not-verified',
      source: 'Made up for the try-out',
      ...more,
    })
  const seat = ({ id }: Made, code: string, office: string) =>
    ask<Made>('POST', `/api/worksites/committees/${id}/members`, {
      seat: code,
      office,
      sinceOn: day(-480),
    })
  const meeting = ({ id }: Made, body: object) =>
    ask<Made>('POST', `/api/worksites/committees/${id}/meetings`, body)

  const lahore = await committee('lahore')
  const chair = await seat(lahore, 'administration', 'Deputy Commissioner (made up)')
  const labour = await seat(lahore, 'labour', 'Director Labour Welfare (made up)')
  const bar = await seat(lahore, 'bar', 'President, District Bar (made up)')
  await seat(lahore, 'press', 'President, Press Club (made up)')
  await meeting(lahore, {
    on: day(-40),
    present: [chair.id, labour.id, bar.id],
    minutes:
      'Made up: the families of the kiln on Raiwind road were spoken of. No name was written down.',
    decisions: [
      {
        words: 'Made up: a list of the kilns of each tehsil, with the number of families',
        memberId: labour.id,
        dueOn: day(-10),
      },
      { words: 'Made up: legal aid on each Friday', memberId: bar.id, dueOn: day(20) },
    ],
  })
  const kasur = await committee('kasur')
  const office = await seat(kasur, 'administration', 'Deputy Commissioner (made up)')
  await meeting(kasur, {
    on: day(-200),
    present: [office.id],
    decisions: [
      {
        words: 'Made up: identity papers for eleven families',
        memberId: office.id,
        dueOn: day(-150),
      },
    ],
  })
  await ask('POST', `/api/worksites/committees/${kasur.id}/calls`, {
    on: day(6),
    time: '11:00',
    place: 'Made-up committee room of the Deputy Commissioner',
    agenda: 'Made up: the decision that is overdue\nMade up: a visit to the kilns before winter',
    invited: [office.id],
  })
  await committee('sheikhupura', { notifiedOn: null, orderNumber: null })
}
