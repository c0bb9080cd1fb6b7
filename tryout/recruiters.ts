import { dayInPakistan } from '../core/days.ts'
import type { RunningHouse } from '../main.ts'
import { addDays, asCsv, madeUpLicensee } from '../rooms/recruiters/door.ts'
import { type StaffDesk, staffDesk } from './staff-desk.ts'

const DAY = 86_400_000
const officer = 'protector-lahore'
const director = 'director-emigration'

// A small register in about the published proportions.
const states = [
  ...Array<string>(130).fill('Valid'),
  ...Array<string>(40).fill('Surrendered'),
  ...Array<string>(32).fill('Expired'),
  ...Array<string>(38).fill('Cancelled'),
]

/** Days from today to the last day of a term. */
const endsIn: { [i: number]: number } = { 14: 6, 15: 19, 16: 33, 17: 47, 18: 70, 9: 25 }

/** A register of made-up licensees, a few complaints, and one licence suspended by order. */
export async function loadRecruiters(running: Pick<RunningHouse, 'house' | 'app'>): Promise<void> {
  const desk = staffDesk(running)
  const today = running.house.now()
  const daysAgo = (days: number) => dayInPakistan(new Date(today.getTime() - days * DAY))
  try {
    const { items } = await desk.ask<{ items: unknown[] }>(officer, 'GET', '/api/recruiters/counts')
    if (items.length) return
    await bringList(desk, daysAgo(40))
    const complaintId = await complain(desk, madeUpLicensee(3, '').licence, daysAgo)
    await sendWorkers(desk, madeUpLicensee(3, '').licence, complaintId, daysAgo)
    await demandWork(desk, madeUpLicensee(7, '').licence, daysAgo)
    await visit(desk, madeUpLicensee(9, '').licence, daysAgo)
    await planVisit(desk, madeUpLicensee(3, '').licence, daysAgo(-6))
    await suspend(desk, madeUpLicensee(12, '').licence, daysAgo(9))
    await bringOffices(desk, daysAgo(34))
    await bringTravelAgents(desk, daysAgo(35))
    await askRenewals(desk, daysAgo)
  } finally {
    await desk.leave()
  }
}

async function bringList(desk: StaffDesk, asOf: string): Promise<void> {
  // The first few terms end soon, so that renewals are due.
  const list = asCsv(
    states.map((status, i) => ({
      ...madeUpLicensee(i, status),
      ...(i in endsIn && { expires: addDays(asOf, 40 + endsIn[i]!) }),
    })),
  )
  await bring(
    desk,
    list,
    `kind=overseas-employment-promoter&asOf=${asOf}&fileName=made-up-register.csv`,
  )
}

/** Whose licences they are, their branches and security; one has a branch too many, one deposited less. */
async function bringOffices(desk: StaffDesk, asOf: string): Promise<void> {
  const told = [
    [
      3,
      'Akram Roshan (made up)',
      'Made-up Plaza, Gujrat; Made-up Bazaar, Kharian; Made-up Chowk, Lalamusa',
      300_000,
    ],
    [9, 'Nakhl Bahar Private Limited (made up)', 'Made-up Road, Karachi', 300_000],
    [14, 'Zeba Kohsar (made up)', '', 100_000],
  ] as const
  const rows = told.map(([i, holder, branches, deposit]) => {
    const { licence, nameEn, nameUr } = madeUpLicensee(i, '')
    return [licence, nameEn, nameUr, 'Valid', holder, branches, deposit, holder]
      .map((cell) => `"${cell}"`)
      .join(',')
  })
  const list = `Licence No,Name,Name (Urdu),Status,Licence holder,Branches,Security deposit,Directors\n${rows.join('\n')}\n`
  await bring(
    desk,
    list,
    `kind=overseas-employment-promoter&asOf=${asOf}&fileName=made-up-offices.csv`,
  )
}

/** Travel agencies stand in the same register under a law of their own. */
async function bringTravelAgents(desk: StaffDesk, asOf: string): Promise<void> {
  const list = `Licence No,Name,Name (Urdu),Status,City,Phone,Valid upto
TA/701/LHR,Made-up Sunehri Travels,سنہری ٹریولز (فرضی),Valid,Lahore,0300-0900701,${addDays(asOf, 200)}
TA/702/KHI,Made-up Lehar Travel and Tours,لہر ٹریول اینڈ ٹورز (فرضی),Valid,Karachi South,0300-0900702,${addDays(asOf, 90)}
TA/703/PWR,Made-up Darra Travels,درہ ٹریولز (فرضی),Expired,Peshawar,0300-0900703,${addDays(asOf, -60)}
`
  await bring(desk, list, `kind=travel-agent&asOf=${asOf}&fileName=made-up-travel-agencies.csv`)
}

async function bring(desk: StaffDesk, list: string, query: string): Promise<void> {
  const url = '/api/recruiters/imports'
  const { id } = await desk.ask<{ id: string }>(
    officer,
    'POST',
    `${url}?${query}`,
    new TextEncoder().encode(list),
  )
  const { version } = await desk.ask<{ version: number }>(officer, 'GET', `${url}/${id}`)
  await desk.ask(officer, 'POST', `${url}/${id}/apply`, { version })
}

/** Renewals that wait, one with an order not obeyed, and one that was granted. */
async function askRenewals(desk: StaffDesk, daysAgo: (days: number) => string): Promise<void> {
  const enter = async (i: number, on: string, papers: string[]) => {
    const { id } = await find(desk, madeUpLicensee(i, '').licence)
    return desk.ask<{ id: string }>(officer, 'POST', `/api/recruiters/licensees/${id}/renewals`, {
      on,
      papers,
      words: 'فرضی: درخواست دفتر میں جمع ہوئی۔',
    })
  }
  await enter(14, daysAgo(12), ['workers-sent', 'security-kept', 'office-approved', 'fee-paid'])
  await enter(9, daysAgo(3), ['workers-sent'])
  await enter(16, daysAgo(1), ['workers-sent', 'security-kept'])
  const { id } = await enter(18, daysAgo(20), ['workers-sent', 'security-kept', 'office-approved'])
  await desk.ask(director, 'POST', `/api/recruiters/renewals/${id}/decisions`, {
    to: 'granted',
    on: daysAgo(6),
    reason: 'nothing-open',
    orderNumber: 'DG/R/12/2026 (made up)',
    version: 1,
  })
}

interface Found {
  items: { licensee: { id: string; version: number } }[]
}

async function find(desk: StaffDesk, text: string) {
  const found = await desk.ask<Found>(officer, 'POST', '/api/recruiters/search', { text })
  return found.items[0]!.licensee
}

async function complain(
  desk: StaffDesk,
  licence: string,
  daysAgo: (days: number) => string,
): Promise<string> {
  const { id: licenseeId } = await find(desk, licence)
  const url = '/api/recruiters/complaints'
  const shared = {
    receivedOn: daysAgo(5),
    complainant: 'Made-up complainant',
    phone: '0300 0000901',
  }
  const { id } = await desk.ask<{ id: string }>(officer, 'POST', url, {
    ...shared,
    licenseeId,
    kind: 'contract-substitution',
    contractOn: daysAgo(160),
    joinedOn: daysAgo(120),
    paid: 380_000,
    receiptedCosts: 210_000,
    salaryUsd: 650,
    words: 'فرضی: وہاں پہنچ کر دوسرا معاہدہ دیا گیا، تنخواہ آدھی ہے۔',
  })
  await desk.ask(officer, 'POST', url, {
    ...shared,
    named: 'Haji Tufail (made up)',
    namedPhones: ['0300 0000777'],
    kind: 'no-job-after-payment',
    contractOn: daysAgo(90),
    paid: 900_000,
    words: 'فرضی: پیسے لے کر فون بند کر دیا۔ کوئی رسید نہیں دی۔',
  })
  return id
}

const drivers = {
  wage: 1_800,
  currency: 'SAR',
  hoursADay: 8,
  contractMonths: 24,
  occupation: 'driving',
  housing: true,
  food: true,
  returnTicket: true,
}
const jobOrders = '/api/recruiters/job-orders'

/** An order that was permitted, the workers who left, and what one of them found. */
async function sendWorkers(
  desk: StaffDesk,
  licence: string,
  complaintId: string,
  daysAgo: (days: number) => string,
): Promise<void> {
  const { id: licenseeId } = await find(desk, licence)
  const { id } = await desk.ask<{ id: string }>(officer, 'POST', jobOrders, {
    licenseeId,
    employer: 'Al-Misal Transport, Riyadh (made up)',
    country: 'SAU',
    wanted: 25,
    demandedOn: daysAgo(190),
    promised: drivers,
  })
  await desk.ask(officer, 'POST', `${jobOrders}/${id}/steps`, {
    to: 'permitted',
    on: daysAgo(182),
    reasons: ['papers-in-order'],
    permission: { workers: 20, number: 'PE/LHR/208 (made up)', until: daysAgo(-60) },
    version: 1,
  })
  const send = (kind: string, on: string, workers: number, numbers: string[] = []) =>
    desk.ask(officer, 'POST', `${jobOrders}/${id}/sendings`, { kind, on, workers, numbers })
  await send('agreements', daysAgo(160), 14, ['XX0000001', 'XX0000002'])
  await send('departures', daysAgo(128), 12)
  await desk.ask(officer, 'PUT', `/api/recruiters/complaints/${complaintId}/found-terms`, {
    jobOrderId: id,
    terms: {
      ...drivers,
      wage: 900,
      hoursADay: 13,
      contractMonths: null,
      occupation: 'farm-or-herding',
      food: false,
      returnTicket: null,
    },
    version: null,
  })
}

/** A demand that waits for the protector's scrutiny. */
async function demandWork(
  desk: StaffDesk,
  licence: string,
  daysAgo: (days: number) => string,
): Promise<void> {
  const { id: licenseeId } = await find(desk, licence)
  await desk.ask(officer, 'POST', jobOrders, {
    licenseeId,
    employer: 'Gulf Sample Builders (made up)',
    country: 'OMN',
    wanted: 60,
    demandedOn: daysAgo(3),
    promised: {
      wage: 120,
      currency: 'OMR',
      hoursADay: 8,
      contractMonths: 24,
      occupation: 'construction',
      housing: true,
      food: null,
      returnTicket: null,
    },
  })
}

/** A visit that found faults, and an order that nobody has obeyed in time. */
async function visit(
  desk: StaffDesk,
  licence: string,
  daysAgo: (days: number) => string,
): Promise<void> {
  const { id: licenseeId } = await find(desk, licence)
  await desk.ask(officer, 'POST', '/api/recruiters/inspections/visits', {
    licenseeId,
    inspectionId: null,
    on: daysAgo(30),
    words: 'فرضی: دفتر کھلا تھا، مینیجر موجود تھا۔',
    writtenOffline: false,
    findings: [
      { item: 'licence-shown', answer: 'in-order' },
      { item: 'registers-kept', answer: 'in-order' },
      { item: 'receipts-given', answer: 'not-in-order', words: 'فرضی: رسید بک خالی ہے۔' },
      { item: 'no-sub-agents', answer: 'not-in-order', words: 'فرضی: گاؤں میں دو آدمی۔' },
    ],
    photos: [],
    orders: [
      { code: 'pay-through-bank', dueOn: daysAgo(4) },
      { code: 'end-sub-agents', dueOn: daysAgo(-12) },
    ],
  })
}

async function planVisit(desk: StaffDesk, licence: string, plannedFor: string): Promise<void> {
  const { id: licenseeId } = await find(desk, licence)
  await desk.ask(officer, 'POST', '/api/recruiters/inspections', {
    licenseeId,
    plannedFor,
    reasons: ['complaints', 'contract-substitution'],
  })
}

async function suspend(desk: StaffDesk, licence: string, on: string): Promise<void> {
  const { id, version } = await find(desk, licence)
  await desk.ask(director, 'POST', `/api/recruiters/licensees/${id}/steps`, {
    why: 'order-of-suspension',
    on,
    orderNumber: 'DG/41/2026 (made up)',
    version,
  })
}
