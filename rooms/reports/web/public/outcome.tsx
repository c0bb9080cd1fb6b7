/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { DangerNow, type Line, say } from '../../../../web/public/pieces.tsx'
import type { Text } from '../../../../web/public/text.ts'
import { retryNow } from './api.ts'
import { Deadline } from './deadline.tsx'
import { saveProof } from './log-check.tsx'
import { ReceiptGroups } from './receipt.tsx'
import type { Received, Stage } from './sending.ts'

// Rounded up: a small file must not look like none.
const megabytes = (bytes: number) => (Math.ceil((bytes / 1024 / 1024) * 10) / 10).toFixed(1)

function stageText(t: Text, stage: Stage): string {
  if (stage.at !== 'files') return t(`public.sending.${stage.at}`)
  return t('public.sending.files', { done: megabytes(stage.done), all: megabytes(stage.all) })
}

/** What is going on while it is locked and sent, and the ways out of it. */
export function Sending(of: {
  t: Text
  stage: Stage
  reportIsIn: boolean
  cancel(): void
  withoutFiles(): void
}): VNode {
  const { t, stage, reportIsIn } = of
  return (
    <>
      <p role="status" class={stage.at === 'waiting' ? 'problem' : 'why'}>
        {say(stageText(t, stage))}
      </p>
      <progress
        aria-label={t('public.sending.title')}
        max={stage.at === 'files' ? stage.all : 1}
        {...(stage.at === 'files' && { value: stage.done })}
      />
      {stage.at === 'waiting' && (
        <button type="button" class="next second" onClick={retryNow}>
          {t('public.sending.try')}
        </button>
      )}
      <div class="row">
        {reportIsIn ? (
          <button type="button" class="link" onClick={of.withoutFiles}>
            {t('public.sending.without-files')}
          </button>
        ) : (
          <button type="button" class="link" onClick={of.cancel}>
            {t('public.sending.cancel')}
          </button>
        )}
      </div>
    </>
  )
}

interface DoneProps {
  t: Text
  lang: string
  received: Received
  receipt: string
  danger: boolean
  lines: readonly Line[]
}

/** It has arrived: what happens now, until when, and whom to call meanwhile. */
export function Done({ t, lang, received, receipt, danger, lines }: DoneProps): VNode {
  const desk = lang === 'ur' ? received.desk.ur : received.desk.en
  return (
    <>
      {danger && <DangerNow t={t} lines={lines} open />}
      <p class="good">
        {t('public.done.office', { desk })} <Deadline t={t} lang={lang} due={received.dueAt} />
      </p>
      {received.missing > 0 && (
        <p class="problem" role="alert">
          {say(t('public.done.files-missing', { count: received.missing }))}
        </p>
      )}
      <p class={received.log.state === 'wrong' ? 'problem' : 'good'} id="log-state">
        {t(`public.done.log.${received.log.state}`)}{' '}
        {received.log.file && (
          <button type="button" class="link" onClick={() => saveProof(received.log.file!)}>
            {t('public.log.save')}
          </button>
        )}
      </p>
      <h2>{t('public.done.next.title')}</h2>
      <ol class="path">
        {[1, 2, 3].map((i) => (
          <li key={i}>{t(`public.done.next.${i}`)}</li>
        ))}
      </ol>
      <p>{t('public.done.again')}</p>
      <ReceiptGroups t={t} receipt={receipt} />
      <a class="next" href="/exit" id="leave-done">
        {t('public.done.leave')}
      </a>
    </>
  )
}
