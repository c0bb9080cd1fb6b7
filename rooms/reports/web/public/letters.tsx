/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { tellWhen } from '../../../../web/public/due.ts'
import { say } from '../../../../web/public/pieces.tsx'
import type { Text } from '../../../../web/public/text.ts'
import type { OpenedMessage, OpenMailbox } from './sealing.ts'

interface Shown {
  t: Text
  lang: string
  open: OpenMailbox
}

/** The conversation in order. What is not proved to come from the desk is named, and not shown. */
export function Letters({ t, lang, open }: Shown): VNode {
  const { messages } = open.conversation
  return (
    <>
      <ul class="letters">
        {messages.map((message) => (
          <Letter key={message.sequence} t={t} lang={lang} open={open} message={message} />
        ))}
      </ul>
      {!messages.some((message) => message.direction === 'out') && (
        <p class="soft">{t('public.mailbox.no-reply')}</p>
      )}
    </>
  )
}

function Letter({ t, lang, open, message }: Shown & { message: OpenedMessage }): VNode {
  const mine = message.direction === 'in'
  const who = mine ? t('public.mailbox.mine') : lang === 'ur' ? message.desk?.ur : message.desk?.en
  return (
    <li class={mine ? 'letter mine' : 'letter'}>
      <header>
        {message.body && <b>{who} · </b>}
        {say(tellWhen(lang, new Date(message.at)))}
      </header>
      {message.body ? (
        <LetterBody t={t} open={open} body={message.body} />
      ) : (
        <div class="problem">{say(t('public.mailbox.unproved'))}</div>
      )}
      {message.body && message.fault && <p class="soft">{t('public.mailbox.misplaced')}</p>}
    </li>
  )
}

type Body = NonNullable<OpenedMessage['body']>

function LetterBody({ t, open, body }: { t: Text; open: OpenMailbox; body: Body }): VNode {
  const files = 'files' in body ? body.files : []
  return (
    <>
      <span dir="auto">{say(wordsOf(t, body))}</span>
      {files.map((file) => (
        <div class="soft" key={file.id}>
          <bdi>{t('public.mailbox.file', { name: file.name })}</bdi>
          {!hasArrived(open, file.id) && ` (${t('public.mailbox.file-not-arrived')})`}
        </div>
      ))}
    </>
  )
}

function wordsOf(t: Text, body: Body): string {
  if (body.kind !== 'report') return body.words
  const { what } = body.answers
  return typeof what === 'string'
    ? what
    : t('public.mailbox.report', { count: Object.keys(body.answers).length })
}

function hasArrived(open: OpenMailbox, id: string): boolean {
  return open.answer.attachments.some((file) => file.id === id && file.complete)
}
