import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { useCase } from '../../../web/workspace/case-context.tsx'
import {
  ConfirmButton,
  DataTable,
  EmptyState,
  ErrorNote,
  PersonName,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import styles from './protection.module.css'
import type { BasisView, ConsentView, PersonView, ProtectionView } from './shapes.ts'
import { StandingTag, useFieldList } from './telling.tsx'

/** What a person has agreed to, with the way to take it back beside each. */
export function Consents({ person, may }: { person: PersonView; may: ProtectionView['may'] }) {
  const { t, date } = useWords()
  const fieldList = useFieldList()
  const { id: caseId } = useCase()
  const name = person.name || t('work.name-not-known')
  const { send, problem } = useSend(
    (consent: ConsentView) =>
      api.post<{ recalled: number }>(`/api/consents/${consent.id}/withdraw`, {
        version: consent.version,
      }),
    { refresh: [`/api/cases/${caseId}`, '/api/referrals'] },
  )
  return (
    <>
      <ErrorNote problem={problem} />
      <DataTable
        caption={t('protection.consents', { name })}
        rows={person.consents}
        rowKey={(one) => one.id}
        empty={
          <EmptyState title={t('protection.consents.none')}>
            {t('protection.consents.none.text')}
          </EmptyState>
        }
        columns={[
          {
            key: 'purpose',
            label: t('protection.purpose'),
            main: true,
            show: (one) => t(`protection.purpose.${one.purpose}`),
          },
          {
            key: 'to',
            label: t('protection.to'),
            show: (one) =>
              one.to ? <PersonName name={one.to.name} /> : t('protection.no-recipient'),
          },
          {
            key: 'told',
            label: t('protection.may-be-told'),
            show: (one) => (
              <>
                {one.fields.length ? fieldList(one.fields) : '–'}
                <HowGiven consent={one} />
              </>
            ),
          },
          {
            key: 'state',
            label: t('protection.state'),
            show: (one) => (
              <>
                <StandingTag standing={one.standing} />
                <div className={styles.small}>
                  {one.withdrawnAt
                    ? t('protection.withdrawn-on', { date: date(one.withdrawnAt) })
                    : t('protection.until', { date: date(one.expiresOn) })}
                </div>
              </>
            ),
          },
          {
            key: 'action',
            label: t('protection.action'),
            show: (one) =>
              may.consent && !one.withdrawnAt ? (
                <ConfirmButton
                  size="compact-sm"
                  title={t('protection.withdraw.title')}
                  what={t('protection.withdraw.what')}
                  confirm={t('protection.withdraw.confirm')}
                  danger
                  onConfirm={() => send(one)}
                >
                  {t('protection.withdraw')}
                </ConfirmButton>
              ) : (
                '–'
              ),
          },
        ]}
      />
    </>
  )
}

function HowGiven({ consent }: { consent: ConsentView }) {
  const { t, date } = useWords()
  const who = t(`protection.who.${consent.givenBy}`, { name: consent.guardian ?? '' })
  return (
    <div className={styles.small}>
      <bdi>
        {t('protection.given', {
          who,
          how: t(`protection.how.${consent.how}`),
          language: t(`protection.language.${consent.language}`),
          date: date(consent.givenOn),
        })}
      </bdi>
      {consent.childView && (
        <div>
          {t(`protection.child-view.${consent.childView}`)}
          {consent.childViewWords && <bdi>: {consent.childViewWords}</bdi>}
        </div>
      )}
      {consent.withheldFrom && (
        <div>{t('protection.withheld-from', { words: consent.withheldFrom })}</div>
      )}
    </div>
  )
}

/** What is shared without consent, why, and who stands for it. */
export function Bases({ bases }: { bases: readonly BasisView[] }) {
  const { t, pick, date } = useWords()
  const fieldList = useFieldList()
  const { id: caseId } = useCase()
  const { send, problem } = useSend(
    (basis: BasisView) =>
      api.post(`/api/legal-bases/${basis.id}/confirm`, { version: basis.version }),
    { refresh: [`/api/cases/${caseId}`] },
  )
  if (!bases.length) return null
  return (
    <>
      <h3>{t('protection.bases')}</h3>
      <ErrorNote problem={problem} />
      <DataTable
        caption={t('protection.bases')}
        rows={bases}
        rowKey={(one) => one.id}
        columns={[
          {
            key: 'code',
            label: t('protection.basis.code'),
            main: true,
            show: (one) => (
              <>
                {t(`protection.basis.code.${one.code}`)}
                <div className={styles.small}>
                  <bdi dir="auto">{one.words}</bdi>
                </div>
              </>
            ),
          },
          {
            key: 'to',
            label: t('protection.to'),
            show: (one) => (
              <>
                <PersonName name={one.to.name} />
                <div className={styles.small}>{t(`protection.purpose.${one.purpose}`)}</div>
              </>
            ),
          },
          {
            key: 'told',
            label: t('protection.may-be-told'),
            show: (one) => fieldList(one.fields),
          },
          {
            key: 'state',
            label: t('protection.state'),
            show: (one) => (
              <>
                <StandingTag standing={one.standing} />
                <div className={styles.small}>
                  <div>{t('protection.until', { date: date(one.until) })}</div>
                  <div>{t('protection.basis.recorded', { name: pick(one.recordedBy) })}</div>
                  {one.secondBy && (
                    <div>{t('protection.basis.seconded', { name: pick(one.secondBy) })}</div>
                  )}
                </div>
                {one.mayConfirm && (
                  <ConfirmButton
                    size="compact-sm"
                    title={t('protection.basis.confirm.title')}
                    what={t('protection.basis.confirm.what')}
                    confirm={t('protection.basis.confirm')}
                    onConfirm={() => send(one)}
                  >
                    {t('protection.basis.confirm')}
                  </ConfirmButton>
                )}
              </>
            ),
          },
        ]}
      />
    </>
  )
}
