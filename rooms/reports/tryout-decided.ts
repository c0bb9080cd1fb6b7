import type { Decision, Reason, ReportKind } from './report.ts'
import type { TryoutReport } from './tryout-reports.ts'

const kinds: readonly (readonly [ReportKind, string])[] = [
  ['work-abroad', 'فرضی: ایجنٹ نے باہر کام کا کہہ کر پیسے لیے، وہاں نہ کام ملا نہ تنخواہ۔'],
  ['forced-scam-work', 'فرضی: کمپیوٹر کے کام کا کہہ کر لے گئے، اب باہر نکلنے نہیں دیتے۔'],
  ['smuggling', 'فرضی: سرحد پار لے جانے کے پیسے لیے اور راستے میں چھوڑ دیا۔'],
]
const reply = 'فرضی جواب: ہم نے آپ کی بات پڑھ لی ہے اور فیصلہ کر لیا ہے۔'

/**
 * Made-up reports that were decided weeks ago, so that the audit of fairness has something to show: those
 * about officials become a case far more seldom and wait longer. Not by chance: that is what it must find.
 */
export const decidedTryoutReports: readonly TryoutReport[] = Array.from({ length: 66 }, (_, i) => {
  const official = i % 3 === 0
  const opened = official ? i % 21 === 0 : i % 5 !== 1
  const [kind, what] = kinds[Math.floor(i / 2) % kinds.length]!
  const gujrat = Math.floor(i / 3) % 3 !== 2
  const outcome: { decision: Decision; reason: Reason } = opened
    ? { decision: 'open-case', reason: 'signs-of-trafficking' }
    : { decision: 'nothing-to-act-on-so-far', reason: 'cannot-be-checked-yet' }
  return {
    desk: gujrat ? 'tryout-desk-gujrat' : 'tryout-desk-karachi',
    language: i % 4 === 3 ? 'en' : 'ur',
    hoursAgo: 24 * (9 + (i % 40)),
    answers: {
      danger: 'no',
      kind,
      place: gujrat ? 'PK-PB-gujrat' : 'PK-SD-karachi-south',
      what,
      recruiter: official ? 'فرضی اہلکار' : 'فرضی ایجنٹ',
    },
    reply,
    decided: {
      ...outcome,
      accused: official ? 'official' : i % 3 === 1 ? 'agent' : 'employer',
      victimSex: i % 2 ? 'male' : 'female',
      hoursAfter: official ? 60 + 3 * (i % 20) : 3 + (i % 15),
    },
  }
})
