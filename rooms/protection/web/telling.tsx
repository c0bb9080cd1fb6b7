import { Due, Tag, type Tone } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { SharedField, Standing } from '../consent.ts'
import { daysLeft, type Status, WARN_DAYS } from '../referral.ts'
import type { ReferralView } from './shapes.ts'

/** "name, sex and language" in the reader's language. */
export function useFieldList(): (fields: readonly SharedField[]) => string {
  const { t, lang } = useWords()
  return (fields) =>
    listed(
      lang,
      fields.map((field) => t(`protection.field.${field}`)),
    )
}

export function listed(lang: string, texts: readonly string[]): string {
  return new Intl.ListFormat(lang, { type: 'conjunction' }).format(texts)
}

const toneOfStanding: Record<Standing, Tone> = {
  valid: 'met',
  'not-yet': 'neutral',
  expired: 'partly',
  withdrawn: 'not',
  unconfirmed: 'partly',
}

export function StandingTag({ standing }: { standing: Standing }) {
  const { t } = useWords()
  return <Tag tone={toneOfStanding[standing]}>{t(`protection.standing.${standing}`)}</Tag>
}

const toneOfStatus: Record<Status, Tone> = {
  drafted: 'neutral',
  sent: 'partly',
  accepted: 'met',
  served: 'met',
  declined: 'partly',
  closed: 'neutral',
  recalled: 'not',
}

/** Where a referral stands, why, and by when the next word is due. */
export function ReferralState({ referral }: { referral: ReferralView }) {
  const { t, date } = useWords()
  const left = daysLeft(referral, new Date())
  const why =
    (referral.recalledFor && `protection.recalled.${referral.recalledFor}`) ??
    (referral.status === 'declined' && referral.declinedFor
      ? `protection.declined.${referral.declinedFor}`
      : undefined) ??
    (referral.outcome && `protection.outcome.${referral.outcome}`)
  return (
    <>
      <Tag tone={referral.overdue ? 'danger' : toneOfStatus[referral.status]}>
        {t(`protection.status.${referral.status}`)}
      </Tag>
      {why && <div>{t(why)}</div>}
      {left === 0 && <div>{t('protection.rests.ended', { date: date(referral.restsUntil!) })}</div>}
      {left !== undefined && left > 0 && left <= WARN_DAYS && (
        <div>{t('protection.rests.ending', { count: left })}</div>
      )}
      {referral.answerDue && (
        <div>
          <Due at={referral.answerDue} />
        </div>
      )}
    </>
  )
}
