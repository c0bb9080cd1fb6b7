import { dayInPakistan } from '../core/days.ts'
import type { RunningHouse } from '../main.ts'
import { staffDesk } from './staff-desk.ts'

const DAY = 86_400_000
const inspector = 'labour-lahore'

/** A made-up kiln and a made-up workshop, each with a visit; one order is overdue. */
export async function loadWorksites(running: Pick<RunningHouse, 'house' | 'app'>): Promise<void> {
  const desk = staffDesk(running)
  const day = (days: number) => dayInPakistan(new Date(running.house.now().getTime() + days * DAY))
  try {
    const { items } = await desk.ask<{ items: unknown[] }>(inspector, 'GET', '/api/worksites')
    if (items.length) return
    await desk.ask(inspector, 'POST', '/api/worksites/visits', {
      site: { kind: 'kiln', name: 'Made-up kiln, Raiwind road', placeCode: 'PK-PB-lahore' },
      reason: 'complaint',
      on: day(-20),
      findings: [
        { code: 'advance-held', basis: 'said-by-worker', people: 6 },
        { code: 'children-working', basis: 'seen', people: 2 },
      ],
      orders: [{ code: 'stop-recovery', toRole: 'owner', dueOn: day(-6) }],
    })
    await desk.ask(inspector, 'POST', '/api/worksites/visits', {
      site: { kind: 'workshop', name: 'Made-up workshop, Badami Bagh', placeCode: 'PK-PB-lahore' },
      reason: 'planned',
      on: day(-3),
      findings: [],
      orders: [],
    })
  } finally {
    await desk.leave()
  }
}
