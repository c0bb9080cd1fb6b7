import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  ConfirmButton,
  Due,
  EmptyState,
  ErrorNote,
  Facts,
  Loading,
  PageHead,
  PersonName,
  Tag,
  type Tone,
  When,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { RequestView } from '../shapes.ts'
import { AnswerForm } from './answer-form.tsx'
import styles from './network.module.css'

const url = '/api/network/requests'

/** What other agencies ask about people in our files, and what was asked of them. */
export function RequestsPage() {
  const { t } = useWords()
  return (
    <>
      <PageHead title={t('network.requests.title')} sub={t('network.requests.sub')} />
      {(['incoming', 'outgoing'] as const).map((side) => (
        <section key={side} className={styles.side}>
          <h2>{t(`network.requests.${side}`)}</h2>
          <SideOf side={side} />
        </section>
      ))}
    </>
  )
}

function SideOf({ side }: { side: 'incoming' | 'outgoing' }) {
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<{ items: RequestView[]; more: boolean }>(
    `${url}?side=${side}`,
    { every: 60_000 },
  )
  return (
    <>
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data && !data.items.length && (
        <EmptyState title={t(`network.requests.${side}.none`)}>
          {t(`network.requests.${side}.none.text`)}
        </EmptyState>
      )}
      <div className={styles.stack}>
        {data?.items.map((one) => (
          <RequestCard key={one.id} request={one} />
        ))}
      </div>
      {data?.more && <p className={styles.small}>{t('network.requests.more')}</p>}
    </>
  )
}

const tones: Record<RequestView['status'], Tone> = {
  asked: 'partly',
  granted: 'met',
  refused: 'not',
  withdrawn: 'neutral',
}

function RequestCard({ request }: { request: RequestView }) {
  const { t, pick } = useWords()
  const { agency, incoming } = request
  const name = agency.name ? pick(agency.name) : t(`network.agency-kind.${agency.kind}`)
  const heading = `request-${request.id}`
  return (
    <article className={styles.pair} aria-labelledby={heading}>
      <div className={styles.between}>
        <h3 id={heading}>
          {t(incoming ? 'network.request.from' : 'network.request.to', { agency: name })}
        </h3>
        <span className={styles.actions}>
          {request.urgent && <Tag tone="danger">{t('network.request.urgent')}</Tag>}
          <Tag tone={tones[request.status]}>{t(`network.request.${request.status}`)}</Tag>
        </span>
      </div>
      <Facts facts={useFacts(request)} />
      <Actions request={request} />
    </article>
  )
}

type Fact = [React.ReactNode, React.ReactNode]

function useFacts(request: RequestView): Fact[] {
  const words = useWords()
  const { t } = words
  const { incoming, caseId, reference, about } = request
  const facts: Fact[] = [
    [
      t('network.request.found-by'),
      request.by.map((rule) => t(`network.by.${rule}`)).join(t('cases.comma')),
    ],
    [t('network.ask.purpose'), t(`share-reason.${request.purpose}`)],
    [
      t('network.request.reason'),
      <bdi key="words" dir="auto">
        {request.words}
      </bdi>,
    ],
  ]
  if (about)
    facts.unshift([
      t('network.request.about'),
      <span key="about">
        <Link to={`/cases/${about.caseId}/people`}>
          <PersonName name={about.name ?? about.otherName} />
        </Link>{' '}
        <span className={styles.small}>
          {about.roles.map((role) => t(`case-role.${role}`)).join(t('cases.comma'))} ·{' '}
          <bdi>{about.reference}</bdi>
        </span>
      </span>,
    ])
  else if (request.aboutFile)
    facts.unshift([
      t('network.request.about'),
      <Link key="about" to={`/cases/${request.aboutFile.caseId}`}>
        <bdi>{request.aboutFile.reference}</bdi>
      </Link>,
    ])
  facts.push([
    t(incoming ? 'network.request.their-file' : 'network.request.our-file'),
    caseId ? (
      <Link key="file" to={`/cases/${caseId}`}>
        <bdi>{reference}</bdi>
      </Link>
    ) : (
      <bdi key="file">{reference}</bdi>
    ),
  ])
  facts.push([
    t('network.request.asked-by'),
    <span key="by">
      <PersonName name={request.askedBy} /> · <When at={request.askedAt} />
    </span>,
  ])
  if (request.status === 'asked')
    facts.push([t('network.request.due'), <Due key="due" at={request.dueAt} />])
  return [...facts, ...answerFacts(request, words)]
}

function answerFacts(
  { status, given, refusedFor, answer, until, endedBy, endedAt }: RequestView,
  { t, date }: ReturnType<typeof useWords>,
): Fact[] {
  if (status === 'asked' || !endedAt) return []
  const facts: Fact[] = []
  if (given) facts.push([t('network.request.given'), t(`network.given.${given}`)])
  if (until) facts.push([t('network.request.until'), date(until)])
  if (refusedFor) facts.push([t('network.request.why-not'), t(`network.refused.${refusedFor}`)])
  if (answer)
    facts.push([
      t(given === 'contact' ? 'network.answer.contact' : 'network.answer.words'),
      <bdi key="answer" dir="auto">
        {answer}
      </bdi>,
    ])
  facts.push([
    t('network.request.ended-by'),
    <span key="ended">
      {endedBy && (
        <>
          <PersonName name={endedBy} /> ·{' '}
        </>
      )}
      <When at={endedAt} />
    </span>,
  ])
  return facts
}

function Actions({ request }: { request: RequestView }) {
  const { t } = useWords()
  const [answering, setAnswering] = useState<'grant' | 'refuse'>()
  const { id, version, may, incoming, status } = request
  const { send, busy, problem } = useSend(
    (what: 'withdraw' | 'note') => api.post(`${url}/${id}/${what}`, { version }),
    { refresh: [url] },
  )
  return (
    <>
      <div className={styles.actions}>
        {may.answer && (
          <>
            <Button onClick={() => setAnswering('grant')}>{t('network.grant')}</Button>
            <Button variant="default" onClick={() => setAnswering('refuse')}>
              {t('network.refuse')}
            </Button>
          </>
        )}
        {incoming && status === 'asked' && !may.answer && (
          <span className={styles.small}>{t('network.request.holder-answers')}</span>
        )}
        {may.withdraw && (
          <ConfirmButton
            title={t('network.withdraw.title')}
            what={t('network.withdraw.what')}
            confirm={t('network.withdraw')}
            onConfirm={() => send('withdraw')}
          >
            {t('network.withdraw')}
          </ConfirmButton>
        )}
        {may.note && (
          <Button variant="default" loading={busy} onClick={() => void send('note')}>
            {t('network.note')}
          </Button>
        )}
      </div>
      <ErrorNote problem={problem} />
      {answering && (
        <AnswerForm request={request} how={answering} close={() => setAnswering(undefined)} />
      )}
    </>
  )
}
