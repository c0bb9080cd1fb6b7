import { seededRandom } from '../libraries/early-warning/index.ts'
import type { RunningHouse } from '../main.ts'
import type { MadeUpCase } from './cases.ts'
import { dayOf, openMadeUpCase } from './open-case.ts'
import { type StaffDesk, staffDesk } from './staff-desk.ts'

/** An older made-up case and how far it came, in days after its opening. */
export interface MadeUpCourtCase extends MadeUpCase {
  section: string
  firAfter: number | null
  steps: { kind: string; after: number; [more: string]: unknown }[]
  /** Closed without a court: after so many days, and the coded reason. */
  closed: { because: string; words: string } | null
}

const CASES = 30
const holders = [
  ['investigator-police-lahore', 'PK-PB-lahore'],
  ['investigator-karachi', 'PK-SD-hyderabad'],
  ['investigator-gujrat-two', 'PK-PB-gujranwala'],
] as const
const sections = ['PTPA 3(2)', 'PTPA 3(2)', 'PTPA 3(1)', 'BLSAA 11']
const closings = [
  'victim-does-not-want-it',
  'not-enough-evidence',
  'victim-cannot-be-reached',
  'accused-not-found',
  'no-offence-found',
]
const acquittals = [
  'witness-turned',
  'witness-turned',
  'evidence-too-weak',
  'investigation-faulty',
  'wrong-section',
  'identity-not-proved',
  null,
]
const drops = ['compromise', 'complainant-withdrew']

/**
 * Made up: older cases whose way through the courts is told, so that the outcome funnel has
 * something to say. Where each ended is drawn by chance alone; the same seed gives the same cases.
 */
export function madeUpCourtCases(): MadeUpCourtCase[] {
  const random = seededRandom(20_262)
  const below = (n: number) => random.below(n)
  const pick = <T>(some: readonly T[]): T => some[below(some.length)]!
  return Array.from({ length: CASES }, (_, nth) => {
    const [holder, place] = pick(holders)
    const openedOn = -(330 + below(700))
    const firAfter = below(5) === 0 ? null : 1 + below(45)
    const way = firAfter === null ? [] : wayOf(firAfter, pick, below)
    const stopped = way.length === 0 && below(3) > 0
    return {
      ...fileOf(nth, holder, place, openedOn),
      section: pick(sections),
      firAfter,
      steps: way,
      closed: stopped
        ? { because: pick(closings), words: 'Made up: it was closed before any court saw it.' }
        : null,
    }
  })
}

type Choose = <T>(some: readonly T[]) => T

function wayOf(fir: number, pick: Choose, below: (n: number) => number): MadeUpCourtCase['steps'] {
  const fate = below(12)
  if (fate < 3) return []
  const challan = { kind: 'challan', after: fir + 10 + below(60) }
  if (fate === 3)
    return [
      {
        ...challan,
        outcome: 'cancelled',
        because: pick(['evidence-too-weak', 'accused-not-found']),
      },
    ]
  const brought = { ...challan, outcome: 'complete' }
  const framed = { kind: 'charge-framed', after: brought.after + 20 + below(70) }
  const judged = { kind: 'verdict', after: framed.after + 40 + below(90) }
  if (fate === 4) return [brought]
  if (fate === 5) {
    const kind = pick(['settled', 'withdrawn'])
    const words = 'Made up: said before the court.'
    return [brought, { kind, after: framed.after, because: pick(drops), words, ofOne: true }]
  }
  if (fate < 9)
    return [
      brought,
      framed,
      { ...judged, outcome: 'acquitted', because: pick(acquittals), ofOne: true },
    ]
  return [
    brought,
    framed,
    { ...judged, outcome: 'convicted', ofOne: true, cites: true },
    {
      kind: 'sentence',
      after: judged.after + 2,
      months: pick([6, 12, 24, 36, 48, 60]),
      finePkr: 50_000,
      ofOne: true,
      cites: true,
    },
  ]
}

function fileOf(nth: number, holder: string, place: string, openedOn: number): MadeUpCase {
  const number = nth + 1
  return {
    key: `court-${number}`,
    vignette: 'made up',
    holder,
    openedOn,
    title: { en: `Older case ${number}`, ur: `پرانا کیس ${number}` },
    summary: 'An older case, told only by its way through the courts.',
    persons: [
      {
        key: 'accused',
        roles: ['accused'],
        name: { en: `Made-up accused ${number}`, ur: `فرضی ملزم ${number}` },
        sex: 'Masculine',
        citizenship: 'PAK',
      },
    ],
    incidents: [
      {
        kind: 'Exploitation',
        from: openedOn - 200,
        until: openedOn - 10,
        place,
        country: 'PAK',
        words: 'Made up: work without pay.',
      },
    ],
    allegations: [],
  }
}

/** Opens the older cases and records how far each came; done again, it adds nothing. */
export async function loadCourtCases(running: Pick<RunningHouse, 'house' | 'app'>): Promise<void> {
  const desk = staffDesk(running)
  try {
    for (const one of madeUpCourtCases()) await loadOne(running, desk, one)
  } finally {
    await desk.leave()
  }
}

async function loadOne(
  { house }: Pick<RunningHouse, 'house'>,
  desk: StaffDesk,
  one: MadeUpCourtCase,
): Promise<void> {
  const opened = await openMadeUpCase(house, desk, one, house.now())
  const today = new Date(opened.today)
  const on = (after: number) => dayOf(one.openedOn + after, today)
  const post = (url: string, body: object, step: string) =>
    desk.ask(one.holder, 'POST', `/api/cases/${opened.id}${url}`, body, `tryout ${one.key} ${step}`)
  if (one.firAfter !== null) {
    const fir = {
      number: `${one.key.slice(6)}/${on(one.firAfter).slice(0, 4)}`,
      station: 'Made-up station',
      registeredOn: on(one.firAfter),
      sections: [one.section],
      otherSections: '',
    }
    await post('/charges/firs', fir, 'fir')
  }
  for (const { kind, after, ofOne, cites, ...more } of one.steps) {
    const step = {
      ...blankStep,
      kind,
      onDay: on(after),
      accusedId: ofOne ? opened.persons.accused : null,
      cited: cites ? [one.section] : [],
      // The station's report is late in most of them.
      delay: kind === 'challan' ? 'workload' : null,
      ...more,
    }
    await post('/outcomes', step, kind)
  }
  if (one.closed) await close(desk, one, opened.id)
}

async function close(desk: StaffDesk, one: MadeUpCourtCase, id: string): Promise<void> {
  const url = `/api/cases/${id}`
  const file = await desk.ask<{ version: number; status: string }>(one.holder, 'GET', url)
  if (file.status === 'closed') return
  const body = { status: 'closed', ...one.closed, version: file.version }
  await desk.ask(one.holder, 'POST', `${url}/status`, body)
}

const blankStep = {
  victimId: null,
  nextOn: null,
  court: 'Made-up court',
  outcome: null,
  months: null,
  life: false,
  death: false,
  finePkr: null,
  amountPkr: null,
  words: '',
  correctsId: null,
}
