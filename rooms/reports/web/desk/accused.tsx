import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../../web/workspace/api.ts'
import { useSend } from '../../../../web/workspace/asking.ts'
import {
  Card,
  ConfirmButton,
  DisabledReason,
  ErrorNote,
  Field,
  Loading,
  Notice,
} from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import type { Answers } from '../../questions.ts'
import { type AccusedKind, accusedKinds, earlyReasons } from '../../report.ts'
import { accusedKeys, openAccused } from '../../sealing/accused.ts'
import type { OpenReport } from '../../sealing/desk.ts'
import type { AccusedAnswer, Changed, ReportView } from '../../shapes.ts'
import styles from './desk.module.css'
import { faultOf, SealNote } from './seal-note.tsx'
import { WithReason } from './with-reason.tsx'

/** Who is accused, opened in this browser once the server hands it out. */
export function useAccused({ view, conversation, key }: OpenReport) {
  const first = conversation.messages[0]?.body
  const body = first?.kind === 'report' ? first : undefined
  return useQuery({
    queryKey: ['accused', view.id],
    gcTime: 0,
    retry: false,
    enabled: view.accused === 'open' && body?.accused !== undefined,
    queryFn: async (): Promise<Answers> => {
      const { sealed } = await api.get<AccusedAnswer>(`/api/desk/reports/${view.id}/accused`)
      const { macKey, accused: hash = '' } = body!
      return openAccused(sealed, { report: view.id, key, macKey, hash })
    },
  })
}

/** Sealed apart until the decision: what is decided must not depend on who is accused. */
export function Accused({
  report,
  opened,
  mine,
}: {
  report: OpenReport
  opened: ReturnType<typeof useAccused>
  mine: boolean
}) {
  const { t } = useWords()
  const { view } = report
  if (view.accused === 'none' && view.accusedKind === 'not-yet') return null
  return (
    <Card title={t('desk.accused')}>
      {view.accused === 'none' ? null : view.accused === 'sealed' ? (
        <>
          <p>{t('desk.accused.sealed')}</p>
          {mine && <OpenEarly report={report} />}
        </>
      ) : opened.data ? (
        <Said answers={opened.data} />
      ) : opened.error ? (
        <SealNote fault={faultOf(opened.error)} />
      ) : (
        <Loading />
      )}
      <Kind view={view} mine={mine} />
    </Card>
  )
}

/** Asked once, after the decision: in kind, for the audit of fairness. */
function Kind({ view, mine }: { view: ReportView; mine: boolean }) {
  const { t } = useWords()
  const [kind, setKind] = useState<AccusedKind>()
  const { send, problem } = useSend(
    () =>
      api.post<Changed>(`/api/desk/reports/${view.id}/accused/kind`, {
        version: view.version,
        kind,
      }),
    { refresh: ['/api/desk'] },
  )
  if (view.accusedKind === 'not-yet') return null
  if (view.accusedKind !== 'ask')
    return (
      <p className={styles.small}>
        {t('desk.accused.kind.said')} <b>{t(`accused.${view.accusedKind}`)}</b>
      </p>
    )
  if (!mine) return null
  return (
    <div className={styles.form}>
      <ErrorNote problem={problem} />
      <Field
        name="kind"
        label={t('desk.accused.kind')}
        hint={t('desk.triage.coded.why')}
        problem={problem}
        required
      >
        <NativeSelect
          value={kind ?? ''}
          onChange={(event) =>
            setKind(accusedKinds.find((one) => one === event.currentTarget.value))
          }
          data={[
            { value: '', label: t('work.choose') },
            ...accusedKinds.map((value) => ({ value, label: t(`accused.${value}`) })),
          ]}
        />
      </Field>
      {kind === 'official' && (
        <Notice title={t('desk.closing.second')}>{t('desk.accused.kind.official')}</Notice>
      )}
      <div>
        {kind ? (
          <ConfirmButton
            title={t('desk.accused.kind')}
            what={
              <>
                <b>{t(`accused.${kind}`)}</b>. {t('desk.accused.kind.once')}
              </>
            }
            confirm={t('desk.accused.kind.record')}
            onConfirm={async () => void (await send())}
          >
            {t('desk.accused.kind.record')}
          </ConfirmButton>
        ) : (
          <DisabledReason reason={t('desk.accused.kind.missing')}>
            <Button variant="default">{t('desk.accused.kind.record')}</Button>
          </DisabledReason>
        )}
      </div>
    </div>
  )
}

function Said({ answers }: { answers: Answers }) {
  const { t, knows } = useWords()
  const given = accusedKeys.filter((key) => answers[key]?.length)
  if (!given.length) return <p>{t('desk.accused.nobody')}</p>
  const said = (key: string, answer: string) =>
    knows(`answer.${key}.${answer}`) ? t(`answer.${key}.${answer}`) : answer
  return (
    <dl className={styles.answers}>
      {given.map((key) => (
        <div key={key}>
          <dt>{t(`question.${key}`)}</dt>
          <dd>
            <div dir="auto" className={styles.own}>
              {said(key, String(answers[key]))}
            </div>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function OpenEarly({ report: { view } }: { report: OpenReport }) {
  const { t } = useWords()
  const sending = useSend(
    (reason: (typeof earlyReasons)[number]) =>
      api.post(`/api/desk/reports/${view.id}/accused/open-early`, { reason }),
    { refresh: ['/api/desk'] },
  )
  return (
    <WithReason
      ask={t('desk.accused.early')}
      text={t('desk.accused.early.text')}
      reasons={earlyReasons}
      say={(reason) => t(`early-reason.${reason}`)}
      act={t('desk.accused.early.do')}
      sending={sending}
    />
  )
}
