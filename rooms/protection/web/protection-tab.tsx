import { Button } from '@mantine/core'
import { useState } from 'react'
import { useGet } from '../../../web/workspace/asking.ts'
import { useCase } from '../../../web/workspace/case-context.tsx'
import {
  DisabledReason,
  EmptyState,
  ErrorNote,
  Loading,
  PersonName,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { BasisForm } from './basis-form.tsx'
import { CaseReferrals } from './case-referrals.tsx'
import { ConsentForm } from './consent-form.tsx'
import { Bases, Consents } from './consents.tsx'
import styles from './protection.module.css'
import { ReferralForm } from './referral-form.tsx'
import type { PersonView, ProtectionView, ReferralView } from './shapes.ts'

/** The case tab: each person, what was agreed to, and who has been asked to help. */
export function ProtectionTab() {
  const { t } = useWords()
  const { id } = useCase()
  const { data, problem, loading, again } = useGet<ProtectionView>(`/api/cases/${id}/protection`)
  return (
    <>
      <p className={styles.soft}>{t('protection.sub')}</p>
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data && !data.people.length && (
        <EmptyState title={t('protection.nobody')}>{t('protection.nobody.text')}</EmptyState>
      )}
      {data?.people.map((person) => (
        <PersonSection key={person.id} person={person} view={data} />
      ))}
    </>
  )
}

type Dialog = 'consent' | 'basis' | 'referral' | ReferralView | undefined

function PersonSection({ person, view }: { person: PersonView; view: ProtectionView }) {
  const { t } = useWords()
  const [dialog, setDialog] = useState<Dialog>()
  const { may, recipients } = view
  const about = { person, recipients, close: () => setDialog(undefined) }
  return (
    <section className={styles.person}>
      <h2>
        <PersonName name={person.name} />
      </h2>
      <div className={styles.soft}>
        {person.roles.map((role) => t(`protection.role.${role}`)).join(' · ')}
        {' · '}
        {t(`protection.sex.${person.sex}`)}
        {' · '}
        {person.age === null
          ? t('protection.age-unknown')
          : t('protection.age', { age: person.age })}
      </div>
      <div className={styles.actions}>
        <DisabledReason reason={may.consent ? undefined : t('protection.ask.refused')}>
          <Button onClick={() => setDialog('consent')}>{t('protection.ask')}</Button>
        </DisabledReason>
        <DisabledReason reason={may.send ? undefined : t('protection.draft.refused')}>
          <Button variant="default" onClick={() => setDialog('referral')}>
            {t('protection.draft')}
          </Button>
        </DisabledReason>
        {may.basis && (
          <Button variant="subtle" onClick={() => setDialog('basis')}>
            {t('protection.basis')}
          </Button>
        )}
      </div>
      <Consents person={person} may={may} />
      <Bases bases={person.bases} />
      <h3>{t('protection.rail')}</h3>
      <CaseReferrals person={person} may={may} change={setDialog} />
      {dialog === 'consent' && <ConsentForm {...about} />}
      {dialog === 'basis' && <BasisForm {...about} />}
      {dialog === 'referral' && <ReferralForm {...about} />}
      {typeof dialog === 'object' && <ReferralForm {...about} draft={dialog} />}
    </section>
  )
}
