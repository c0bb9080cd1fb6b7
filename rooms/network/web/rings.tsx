import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  EmptyState,
  ErrorNote,
  Field,
  Loading,
  Notice,
  PageHead,
  PersonName,
  Tag,
  When,
} from '../../../web/workspace/parts.tsx'
import { type Bilingual, useWords } from '../../../web/workspace/words.tsx'
import { type RingReason, type RingSign, ringReasons, type SideState } from '../ring.ts'
import styles from './network.module.css'

interface Ring {
  id: string
  foundAt: string
  grownAt: string
  state: SideState
  reason: RingReason | null
  words: string | null
  answeredBy: Bilingual | null
  answeredAt: string | null
  again: boolean
  version: number
  signs: { sign: RingSign; units: { unit: Bilingual | null; files: number }[]; outOf: number }[]
  own: {
    sign: RingSign
    caseId: string
    personId: string | null
    name: string | null
    otherName: string | null
    reference: string | null
  }[]
  others: { unit: Bilingual | null; state: 'new' | 'acknowledged'; answeredBy: Bilingual | null }[]
}

/** What several units have in common without knowing it: each answers for its own side. */
export function RingsPage() {
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<{ items: Ring[]; more: boolean }>(
    '/api/network/rings',
  )
  return (
    <>
      <PageHead title={t('network.rings.title')} sub={t('network.rings.sub')} />
      <Notice tone="partly" title={t('network.not-proof.title')}>
        {t('network.rings.not-proof')}
      </Notice>
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data && !data.items.length && (
        <EmptyState title={t('network.rings.none')}>{t('network.rings.none.text')}</EmptyState>
      )}
      <div className={styles.stack}>
        {data?.items.map((ring) => (
          <RingCard key={ring.id} ring={ring} />
        ))}
      </div>
      {data?.more && <p className={styles.small}>{t('network.pairs.more')}</p>}
    </>
  )
}

function RingCard({ ring }: { ring: Ring }) {
  const { t, pick } = useWords()
  const title = `ring-${ring.id}`
  const unitName = (unit: Bilingual | null) => (unit ? pick(unit) : t('network.rings.a-unit'))
  const names = ring.others.map(({ unit }) => unitName(unit)).join(t('cases.comma'))
  return (
    <article className={styles.pair} aria-labelledby={title}>
      <h2 id={title}>{t('network.rings.with', { units: names })}</h2>
      <p className={styles.small}>
        <Tag tone={ring.state === 'new' ? 'partly' : ring.state === 'acknowledged' ? 'met' : 'not'}>
          {t(`network.ring-state.${ring.state}`)}
        </Tag>{' '}
        {t('network.rings.found')} <When at={ring.foundAt} />
        {ring.again && (
          <>
            {' · '}
            {t('network.rings.again')} <When at={ring.grownAt} />
          </>
        )}
      </p>
      <h3>{t('network.rings.shared')}</h3>
      <ul>
        {ring.signs.map((sign, i) => (
          <li key={i}>
            <Sign sign={sign} unitName={unitName} />
          </li>
        ))}
      </ul>
      <h3>{t('network.rings.own')}</h3>
      <ul>
        {ring.own.map((one) => (
          <li key={`${one.sign}${one.caseId}${one.personId}`}>
            {t(`network.ring-sign.${one.sign}`)}:{' '}
            {one.personId && (
              <>
                <PersonName name={one.name ?? one.otherName} />
                {t('cases.comma')}
              </>
            )}
            <Link to={`/cases/${one.caseId}`}>
              <bdi>{one.reference ?? t('network.file')}</bdi>
            </Link>
          </li>
        ))}
      </ul>
      <h3>{t('network.rings.others')}</h3>
      <ul>
        {ring.others.map((other, i) => (
          <li key={i}>
            <bdi>{unitName(other.unit)}</bdi>:{' '}
            {other.state === 'acknowledged'
              ? t('network.rings.speak-to', {
                  who: other.answeredBy ? pick(other.answeredBy) : t('work.not-known'),
                })
              : t('network.rings.not-yet')}
          </li>
        ))}
      </ul>
      <Answer ring={ring} />
    </article>
  )
}

function Sign({
  sign: { sign, units, outOf },
  unitName,
}: {
  sign: Ring['signs'][number]
  unitName: (unit: Bilingual | null) => string
}) {
  const { t, number } = useWords()
  const files = units.reduce((sum, one) => sum + one.files, 0)
  return (
    <>
      {t(`network.ring-told.${sign}`, {
        n: number(files),
        units: units
          .map(({ unit, files: own }) => `${unitName(unit)} (${number(own)})`)
          .join(t('cases.comma')),
      })}{' '}
      <span className={styles.small}>{t('network.rings.rare', { outOf: number(outOf) })}</span>
    </>
  )
}

function Answer({ ring }: { ring: Ring }) {
  const { t } = useWords()
  const [dismissing, setDismissing] = useState(false)
  const [reason, setReason] = useState('')
  const [words, setWords] = useState('')
  const { send, busy, problem } = useSend(
    (body: object) =>
      api.post(`/api/network/rings/${ring.id}/answer`, { version: ring.version, ...body }),
    { refresh: ['/api/network/rings'], done: () => setDismissing(false) },
  )
  if (ring.state !== 'new')
    return (
      <div className={styles.actions}>
        <span className={styles.small}>
          {ring.reason && `${t(`network.ring-reason.${ring.reason}`)} · `}
          {ring.words && (
            <>
              <bdi dir="auto">{ring.words}</bdi> ·{' '}
            </>
          )}
          <PersonName name={ring.answeredBy} /> · {ring.answeredAt && <When at={ring.answeredAt} />}
        </span>
        <Button variant="default" loading={busy} onClick={() => void send({ said: 'reopened' })}>
          {t('network.rings.reopen')}
        </Button>
        <ErrorNote problem={problem} />
      </div>
    )
  return (
    <>
      <div className={styles.actions}>
        <Button loading={busy} onClick={() => void send({ said: 'acknowledged' })}>
          {t('network.rings.acknowledge')}
        </Button>
        <Button variant="default" onClick={() => setDismissing(!dismissing)}>
          {t('network.rings.dismiss')}
        </Button>
      </div>
      {dismissing && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void send({ said: 'dismissed', reason: reason || null, words })
          }}
        >
          <Field name="reason" label={t('network.rings.why')} problem={problem} required>
            <NativeSelect
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              data={[
                { value: '', label: t('network.rings.choose-why') },
                ...ringReasons.map((one) => ({
                  value: one,
                  label: t(`network.ring-reason.${one}`),
                })),
              ]}
            />
          </Field>
          <Field name="words" label={t('network.rings.words')} problem={problem}>
            <Textarea
              value={words}
              maxLength={2000}
              autosize
              minRows={2}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
          </Field>
          <div className={styles.actions}>
            <Button type="submit" loading={busy}>
              {t('network.rings.dismiss')}
            </Button>
          </div>
        </form>
      )}
      <ErrorNote problem={problem} />
    </>
  )
}
