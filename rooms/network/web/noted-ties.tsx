import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import { ErrorNote, Field, PersonName, Tag, When } from '../../../web/workspace/parts.tsx'
import type { NotedTieView } from '../shapes.ts'
import { withdrawalReasons } from '../tie.ts'
import styles from './graph.module.css'
import { useTelling } from './telling.ts'

const LIST = '/api/network/ties'

/** What was noted in a file, each to be withdrawn with a reason and put back. */
export function NotedTies({
  caseId,
  people,
  onWithdrawn,
  onBack,
}: {
  caseId: string
  /** Whoever is shown: of others nothing is told here either. */
  people: ReadonlySet<string>
  onWithdrawn: (tieId: string) => void
  onBack: () => void
}) {
  const { t } = useTelling()
  const { data, problem } = useGet<{ items: NotedTieView[]; mayChange: boolean }>(
    `${LIST}?case=${caseId}`,
  )
  const shown = data?.items.filter(({ personId }) => !personId || people.has(personId))
  if (!shown?.length) return <ErrorNote problem={problem} />
  return (
    <>
      <h3>{t('network.noted')}</h3>
      <ul className={styles.evidence}>
        {shown.map((tie) => (
          <NotedTie
            key={tie.id}
            tie={tie}
            mayChange={data!.mayChange}
            onWithdrawn={onWithdrawn}
            onBack={onBack}
          />
        ))}
      </ul>
    </>
  )
}

function NotedTie({
  tie,
  mayChange,
  onWithdrawn,
  onBack,
}: {
  tie: NotedTieView
  mayChange: boolean
  onWithdrawn: (tieId: string) => void
  onBack: () => void
}) {
  const { t, pick } = useTelling()
  const [asking, setAsking] = useState(false)
  const { withdrawn } = tie
  return (
    <li>
      {t(`network.node.${tie.kind}`)}: {tie.name && <bdi dir="auto">{pick(tie.name)}</bdi>}{' '}
      <bdi dir="ltr">{tie.label}</bdi>{' '}
      <span className={styles.small}>
        {t(`certainty.${tie.certainty}`)} · {t(`resting.${tie.restsOn}`)}
        {tie.addedBy && (
          <>
            {' · '}
            <PersonName name={tie.addedBy} />
          </>
        )}
      </span>
      {withdrawn && (
        <p className={styles.small}>
          <Tag tone="not">{t('network.withdrawn')}</Tag>{' '}
          {withdrawn.reason && t(`network.withdrawal.${withdrawn.reason}`)}
          {withdrawn.words && (
            <>
              {': '}
              <bdi dir="auto">{withdrawn.words}</bdi>
            </>
          )}{' '}
          · <PersonName name={withdrawn.by} /> · <When at={withdrawn.at} />
        </p>
      )}
      {mayChange && (
        <div className={styles.actions}>
          {withdrawn ? (
            <PutBack tieId={tie.id} onBack={onBack} />
          ) : (
            <Button variant="default" size="compact-sm" onClick={() => setAsking(true)}>
              {t('network.withdraw-tie')}
            </Button>
          )}
        </div>
      )}
      {asking && (
        <WithdrawForm
          tieId={tie.id}
          close={() => setAsking(false)}
          done={() => {
            setAsking(false)
            onWithdrawn(tie.id)
          }}
        />
      )}
    </li>
  )
}

export function PutBack({ tieId, onBack }: { tieId: string; onBack: () => void }) {
  const { t } = useTelling()
  const { send, busy, problem } = useSend(() => api.post(`${LIST}/${tieId}/put-back`), {
    refresh: [LIST],
    done: onBack,
  })
  return (
    <>
      <Button variant="default" size="compact-sm" loading={busy} onClick={() => void send()}>
        {t('network.put-back')}
      </Button>
      <ErrorNote problem={problem} />
    </>
  )
}

function WithdrawForm({
  tieId,
  close,
  done,
}: {
  tieId: string
  close: () => void
  done: () => void
}) {
  const { t } = useTelling()
  const [reason, setReason] = useState('')
  const [words, setWords] = useState('')
  const { send, busy, problem } = useSend(
    () => api.post(`${LIST}/${tieId}/withdraw`, { reason, words: words.trim() || null }),
    { refresh: [LIST], done },
  )
  return (
    <FormModal
      title={t('network.withdraw-tie.title')}
      close={close}
      submit={send}
      busy={busy}
      problem={problem}
    >
      <p className={styles.small}>{t('network.withdraw-tie.what')}</p>
      <Field name="reason" label={t('network.withdraw-tie.why')} problem={problem} required>
        <NativeSelect
          value={reason}
          required
          onChange={(event) => setReason(event.currentTarget.value)}
          data={[
            { value: '', label: t('network.withdraw-tie.choose') },
            ...withdrawalReasons.map((one) => ({
              value: one,
              label: t(`network.withdrawal.${one}`),
            })),
          ]}
        />
      </Field>
      <Field name="words" label={t('network.withdraw-tie.words')} problem={problem}>
        <Textarea
          value={words}
          maxLength={2000}
          autosize
          minRows={2}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </Field>
    </FormModal>
  )
}
