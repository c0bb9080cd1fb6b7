import type { ReportKind } from './report.ts'

/** A made-up desk and the made-up officers who work at it; the first of them begins it. */
export interface TryoutDesk {
  key: string
  agency: string
  jurisdiction: string
  name: { en: string; ur: string }
  places: string[]
  kinds: ReportKind[]
  members: string[]
}

export const tryoutDesks: readonly TryoutDesk[] = [
  {
    key: 'tryout-desk-gujrat',
    agency: 'tryout-circle-gujrat',
    jurisdiction: 'PK-PB',
    name: {
      en: 'Federal Circle Gujrat, intake desk (try-out)',
      ur: 'وفاقی سرکل گجرات، شکایت ڈیسک (مشق)',
    },
    places: [
      'PK-PB-gujrat',
      'PK-PB-mandi-bahauddin',
      'PK-PB-jhelum',
      'PK-PB-sialkot',
      'PK-PB-gujranwala',
    ],
    kinds: ['work-abroad', 'forced-scam-work', 'smuggling', 'suspicious-offer', 'organ'],
    members: ['desk-gujrat', 'supervisor-gujrat'],
  },
  {
    key: 'tryout-desk-police-lahore',
    agency: 'tryout-police-lahore',
    jurisdiction: 'PK-PB',
    name: {
      en: 'Lahore Police, women and children desk (try-out)',
      ur: 'لاہور پولیس، خواتین اور بچوں کی ڈیسک (مشق)',
    },
    places: [],
    kinds: [
      'sexual-exploitation',
      'child',
      'begging',
      'bonded-labour',
      'domestic-work',
      'forced-marriage',
    ],
    members: ['desk-police-lahore'],
  },
  {
    key: 'tryout-desk-karachi',
    agency: 'tryout-circle-karachi',
    jurisdiction: 'PK-SD',
    name: {
      en: 'Federal Circle Karachi, intake desk (try-out)',
      ur: 'وفاقی سرکل کراچی، شکایت ڈیسک (مشق)',
    },
    places: [],
    kinds: [],
    members: ['desk-karachi'],
  },
  {
    key: 'tryout-desk-oversight',
    agency: 'tryout-oversight',
    jurisdiction: 'PK',
    name: {
      en: 'Oversight Commission, desk for reports about officials (try-out)',
      ur: 'نگران کمیشن، سرکاری ملازموں کے خلاف شکایت ڈیسک (مشق)',
    },
    places: [],
    kinds: [],
    members: ['desk-oversight', 'desk-oversight-two', 'desk-oversight-three'],
  },
]
