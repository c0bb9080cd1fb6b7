import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { useGet } from '../../../web/workspace/asking.ts'
import { asCount, TextField } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import {
  EmptyState,
  ErrorNote,
  Grade,
  Loading,
  PageHead,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { standings } from '../committee.ts'
import { mayInspect } from '../permissions.ts'
import type { CommitteeList, DistrictView, TermView } from './committee-answers.ts'
import { NotificationForm } from './committee-form.tsx'
import { DecisionList } from './decisions.tsx'
import { SourceFields } from './fields.tsx'
import { useForm } from './form.ts'
import { SectionLinks } from './section-links.tsx'
import { NotALabourOffice } from './sites.tsx'
import styles from './worksites.module.css'

/** Every district and its vigilance committee: what is overdue first, then who did not meet. */
export function CommitteesPage() {
  const { t } = useWords()
  const { person } = useSession()
  if (!mayInspect(person)) return <NotALabourOffice />
  return (
    <>
      <PageHead title={t('worksites.title')} sub={t('worksites.committees.sub')} />
      <SectionLinks />
      <Districts />
    </>
  )
}

function Districts() {
  const { t, number } = useWords()
  const { data, problem, loading, again } = useGet<CommitteeList>('/api/worksites/committees')
  const [recording, setRecording] = useState<DistrictView>()
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  if (!data.districts.length) return <EmptyState title={t('worksites.districts.none')} />
  return (
    <>
      {data.overdue.length > 0 && (
        <>
          <h2 className={styles.section}>{t('worksites.decisions.overdue')}</h2>
          <DecisionList decisions={data.overdue} mayWrite={false} withMeeting />
        </>
      )}
      <MeetingTerm term={data.term} maySet={data.may.setTerm} />
      {standings.map((standing) => {
        const some = data.districts.filter((one) => one.standing === standing)
        return (
          some.length > 0 && (
            <section key={standing}>
              <h2 className={styles.section}>
                {t(`worksites.standing.${standing}`)}{' '}
                <span className={styles.small}>{number(some.length)}</span>
              </h2>
              <ul className={styles.tiles}>
                {some.map((one) => (
                  <li key={one.place.code}>
                    <DistrictTile district={one} record={() => setRecording(one)} />
                  </li>
                ))}
              </ul>
            </section>
          )
        )
      })}
      {recording && (
        <NotificationForm place={recording.place} close={() => setRecording(undefined)} />
      )}
    </>
  )
}

function DistrictTile({ district, record }: { district: DistrictView; record: () => void }) {
  const { t, date, pick } = useWords()
  const name = pick(district.place.name)
  if (!district.committeeId)
    return (
      <>
        <b>{name}</b>
        <Button
          variant="subtle"
          size="compact-sm"
          px={0}
          onClick={record}
          aria-label={t('worksites.committee.record-in', { place: name })}
        >
          {t('worksites.committee.record')}
        </Button>
      </>
    )
  return (
    <>
      <Link to={`/worksites/committees/${district.committeeId}`}>{name}</Link>
      <div className={styles.small}>
        {district.lastMeetingOn
          ? t('worksites.committee.met-on', { date: date(district.lastMeetingOn) })
          : t('worksites.committee.never-met')}
      </div>
      {district.nextBy && (
        <div className={styles.small}>
          {t('worksites.committee.next-by', { date: date(district.nextBy) })}
        </div>
      )}
      {district.calledOn && (
        <div className={styles.small}>
          {t(
            district.calledOn < dayInPakistan(new Date())
              ? 'worksites.call.for-passed'
              : 'worksites.call.for',
            { date: date(district.calledOn) },
          )}
        </div>
      )}
      {district.overdueDecisions > 0 && (
        <Tag tone="danger">
          {t('worksites.decisions.overdue-n', { count: district.overdueDecisions })}
        </Tag>
      )}
    </>
  )
}

/** How long a district may go without a meeting, and who says so. */
function MeetingTerm({ term, maySet }: { term: TermView | null; maySet: boolean }) {
  const { t, date, pick } = useWords()
  const [setting, setSetting] = useState(false)
  return (
    <section className={styles.term}>
      <p>
        {term ? (
          <>
            {t('worksites.term.is', { count: term.months })}{' '}
            <span className={styles.small}>
              {t('worksites.term.set', {
                who: `\u2068${pick(term.by)}\u2069`,
                date: date(term.at),
              })}{' '}
              · <Grade grade={term.grade} source={term.source ?? t('worksites.term.no-source')} />
            </span>
          </>
        ) : (
          t('worksites.term.none')
        )}
      </p>
      <p className={styles.small}>{t('worksites.term.not-in-law')}</p>
      {maySet ? (
        <Button variant="default" size="compact-sm" onClick={() => setSetting(true)}>
          {t('worksites.term.change')}
        </Button>
      ) : (
        <p className={styles.small}>{t('worksites.term.who-sets')}</p>
      )}
      {setting && <TermForm term={term} close={() => setSetting(false)} />}
    </section>
  )
}

function TermForm({ term, close }: { term: TermView | null; close: () => void }) {
  const { t } = useWords()
  const { field, modal } = useForm(
    {
      months: term ? String(term.months) : '',
      grade: term?.grade ?? 'not-verified',
      source: term?.source ?? '',
    },
    ({ months, grade, source }) =>
      api.post('/api/worksites/committees/term', {
        months: asCount(months),
        grade,
        source: source || null,
      }),
    close,
  )
  return (
    <FormModal title={t('worksites.term.change')} {...modal}>
      <TextField
        {...field('months')}
        label={t('worksites.term.months')}
        inputMode="numeric"
        most={2}
        required
      />
      <SourceFields field={field} hint={t('worksites.term.source.hint')} />
    </FormModal>
  )
}
