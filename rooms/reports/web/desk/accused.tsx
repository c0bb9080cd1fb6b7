import { useQuery } from '@tanstack/react-query'
import { api } from '../../../../web/workspace/api.ts'
import { useSend } from '../../../../web/workspace/asking.ts'
import { Card, Loading } from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import type { Answers } from '../../questions.ts'
import { earlyReasons } from '../../report.ts'
import { accusedKeys, openAccused } from '../../sealing/accused.ts'
import type { OpenReport } from '../../sealing/desk.ts'
import type { AccusedAnswer } from '../../shapes.ts'
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
  if (view.accused === 'none') return null
  return (
    <Card title={t('desk.accused')}>
      {view.accused === 'sealed' ? (
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
    </Card>
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
