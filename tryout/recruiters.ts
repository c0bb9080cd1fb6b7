import { dayInPakistan } from '../core/days.ts'
import type { RunningHouse } from '../main.ts'
import { asCsv, madeUpLicensee } from '../rooms/recruiters/door.ts'
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
  } finally {
    await desk.leave()
  }
}

async function bringList(desk: StaffDesk, asOf: string): Promise<void> {
  const list = asCsv(states.map((status, i) => madeUpLicensee(i, status)))
  const query = `kind=overseas-employment-promoter&asOf=${asOf}&fileName=made-up-register.csv`
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
