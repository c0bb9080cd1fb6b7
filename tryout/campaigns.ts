import { asSystem, type Db } from '../core/database.ts'
import { dayInPakistan } from '../core/days.ts'
import type { House } from '../core/house.ts'
import {
  type CampaignPlan,
  countVisit,
  insertCampaign,
  listCampaigns,
} from '../rooms/guide/door.ts'
import { staffIdOf } from './staff.ts'

const DAY = 86_400_000

/** Two made-up campaigns: one that runs in two districts beside two where nothing is done, one that is over. */
function plans(today: Date): (CampaignPlan & { visits: number })[] {
  const day = (from: number) => dayInPakistan(new Date(today.getTime() + from * DAY))
  return [
    {
      code: 'BUSSTOP',
      name: {
        en: 'Posters at bus stands (made up)',
        ur: 'بس اڈوں پر پوسٹر (فرضی)',
      },
      audience: 'going-abroad',
      channel: 'poster',
      startsOn: day(-40),
      endsOn: day(50),
      cost: 480_000,
      places: [
        { code: 'PK-PB-gujrat', startsOn: day(-40) },
        { code: 'PK-PB-mandi-bahauddin', startsOn: day(-40) },
        { code: 'PK-PB-sialkot', startsOn: null },
        { code: 'PK-PB-jhelum', startsOn: null },
      ],
      visits: 90,
    },
    {
      code: 'RADIO1',
      name: {
        en: 'Radio talks for kiln families (made up)',
        ur: 'بھٹہ مزدور گھرانوں کے لیے ریڈیو پروگرام (فرضی)',
      },
      audience: 'kiln-workers',
      channel: 'radio',
      startsOn: day(-120),
      endsOn: day(-60),
      cost: 950_000,
      places: [
        { code: 'PK-PB-kasur', startsOn: day(-120) },
        { code: 'PK-PB-sheikhupura', startsOn: day(-90) },
      ],
      visits: 45,
    },
  ]
}

/** Loads what is missing of the made-up campaigns and the visits that they have had. */
export async function loadCampaigns(house: House): Promise<void> {
  const today = house.now()
  await asSystem(house, async (db) => {
    const there = new Set((await listCampaigns(db)).map(({ code }) => code))
    for (const { visits, ...plan } of plans(today)) {
      if (there.has(plan.code)) continue
      await insertCampaign(db, plan, { by: staffIdOf('content-officer'), at: today })
      await visit(db, plan, visits, dayInPakistan(today))
    }
  })
}

/** Every visit on a day of its own turn; every third checks an agent, every fifth an offer. */
async function visit(db: Db, plan: CampaignPlan, visits: number, today: string): Promise<void> {
  const last = plan.endsOn < today ? plan.endsOn : today
  const days = Math.round((Date.parse(last) - Date.parse(plan.startsOn)) / DAY) + 1
  for (let n = 0; n < visits; n++) {
    const at = new Date(Date.parse(plan.startsOn) + (n % days) * DAY).toISOString().slice(0, 10)
    await countVisit(db, plan.code, 'visit', at)
    if (n % 3 === 0) await countVisit(db, plan.code, 'check-agent', at)
    if (n % 5 === 0) await countVisit(db, plan.code, 'check-offer', at)
  }
}
