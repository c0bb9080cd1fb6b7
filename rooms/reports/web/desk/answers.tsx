import { Button } from '@mantine/core'
import { useNavigate } from 'react-router'
import { handOver } from '../../../../web/workspace/hand-over.ts'
import { Card, Notice } from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import { type Answers, type QuestionKey, questions } from '../../questions.ts'
import { accusedKeys } from '../../sealing/accused.ts'
import type { OpenReport } from '../../sealing/desk.ts'
import type { ReportView } from '../../shapes.ts'
import type { useAccused } from './accused.tsx'
import styles from './desk.module.css'
import { Files } from './files.tsx'

/** What the page that opens a case is handed, in memory: `takeOver<ReportInHand>('report')`. */
export interface ReportInHand {
  reportId: string
  reference: string
  receivedAt: string
  kind: ReportView['kind']
  placeCode: string | null
  language: string
  answers: Answers
}

/** The answers in the order they were asked, each kept apart from the text around it. */
export function ReportAnswers({
  report,
  accused,
}: {
  report: OpenReport
  accused: ReturnType<typeof useAccused>
}) {
  const { t } = useWords()
  const navigate = useNavigate()
  const { view, conversation } = report
  const first = conversation.messages[0]
  const body = first?.body?.kind === 'report' ? first.body : undefined
  if (!body)
    return (
      <Notice tone="danger" title={t('desk.seal-broken')}>
        {t(`seal.${first?.fault ?? 'cannot-open'}`)}
      </Notice>
    )
  const openCase = () => {
    handOver<ReportInHand>('report', {
      reportId: view.id,
      reference: view.reference,
      receivedAt: view.receivedAt,
      kind: view.kind,
      placeCode: view.placeCode,
      language: body.language,
      answers: { ...body.answers, ...accused.data },
    })
    void navigate(`/cases/new?report=${view.id}`)
  }
  const asked = questions.filter(
    ({ key }) => view.accused === 'none' || !accusedKeys.some((apart) => apart === key),
  )
  const answered = asked.filter(({ key }) => body.answers[key]?.length)
  return (
    <Card title={t('desk.answers')}>
      {first?.fault && (
        <Notice tone="danger" title={t('desk.seal-broken')}>
          {t(`seal.${first.fault}`)}
        </Notice>
      )}
      <dl className={styles.answers} lang={body.language}>
        {answered.map(({ key }) => (
          <div key={key}>
            <dt>{t(`question.${key}`)}</dt>
            <dd>
              <Answer question={key} answer={body.answers[key]!} view={view} />
            </dd>
          </div>
        ))}
      </dl>
      {answered.length < asked.length && (
        <p className={styles.small}>
          {t('desk.skipped', {
            questions: asked
              .filter(({ key }) => !body.answers[key]?.length)
              .map(({ key }) => t(`desk.short.${key}`))
              .join(t('desk.list-comma')),
          })}
        </p>
      )}
      <Files report={report} files={body.files} />
      {!view.caseId && !accused.isLoading && (
        <div className={styles.row}>
          <Button variant="default" onClick={openCase}>
            {t('desk.open-case')}
          </Button>
          <span className={styles.small}>{t('desk.open-case.hint')}</span>
        </div>
      )}
    </Card>
  )
}

function Answer({
  question,
  answer,
  view,
}: {
  question: QuestionKey
  answer: string | string[]
  view: ReportView
}) {
  const { t, knows, pick } = useWords()
  const said = (code: string) => {
    if (question === 'place' && view.placeName && code === view.placeCode)
      return pick(view.placeName)
    const key = `answer.${question}.${code}`
    if (knows(key)) return t(key)
    return question === 'kind' && knows(`kind.${code}`) ? t(`kind.${code}`) : code
  }
  if (Array.isArray(answer))
    return (
      <ul className={styles.many}>
        {answer.map((code) => (
          <li key={code}>
            <bdi>{said(code)}</bdi>
          </li>
        ))}
      </ul>
    )
  // The reporter's own words, whatever script they are in.
  return (
    <div dir="auto" className={styles.own}>
      {said(answer)}
    </div>
  )
}
