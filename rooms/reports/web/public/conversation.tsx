/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { tellWhen } from '../../../../web/public/due.ts'
import type { IslandProps } from '../../../../web/public/island.tsx'
import { Fate, say } from '../../../../web/public/pieces.tsx'
import type { Text } from '../../../../web/public/text.ts'
import type { MailboxAnswer } from '../../shapes.ts'
import { Deadline } from './deadline.tsx'
import { Letters } from './letters.tsx'
import { LogCheck } from './log-check.tsx'
import type { MailboxProps } from './mailbox.tsx'
import { fetchMailbox } from './open-mailbox.ts'
import { Retaliation } from './retaliation.tsx'
import type { OpenMailbox } from './sealing.ts'
import { tellTrouble } from './troubles.ts'
import { WriteBack } from './write-back.tsx'

interface Props extends MailboxProps, IslandProps {
  open: OpenMailbox
  setOpen(open: OpenMailbox | null): void
}

/** What has happened, the messages, and writing back. */
export function Conversation(props: Props): VNode {
  const { t, lang, root, open, setOpen } = props
  const [trouble, setTrouble] = useState('')
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])

  async function refresh(): Promise<void> {
    setTrouble('')
    try {
      setOpen(await fetchMailbox(open.mailbox, root))
    } catch (why) {
      setTrouble(tellTrouble(t, why))
    }
  }

  return (
    <div class="wizard">
      <h1 tabIndex={-1} ref={title}>
        {t('public.mailbox.title')}
      </h1>
      {trouble && (
        <div class="problem" role="alert">
          {say(trouble)}
        </div>
      )}
      <Owed t={t} lang={lang} answer={open.answer} />
      {open.answer.decideBy && (
        <p class={Date.parse(open.answer.decideBy) < Date.now() ? 'problem' : 'soft'}>
          {t('public.mailbox.decide-by')} <Deadline t={t} lang={lang} due={open.answer.decideBy} />
        </p>
      )}
      {open.answer.endsAt && (
        <p class="why" id="ends-at">
          {t('public.mailbox.ends-at')} <Deadline t={t} lang={lang} due={open.answer.endsAt} />{' '}
          {t('public.mailbox.ends-at.not-lost')}
        </p>
      )}
      {open.answer.status === 'expired' && <p class="why">{t('public.mailbox.expired')}</p>}
      <Terms t={t} lang={lang} answer={open.answer} />
      <Steps t={t} lang={lang} answer={open.answer} />
      <LogCheck t={t} lang={lang} open={open} />
      <h2>{t('public.mailbox.letters.heading')}</h2>
      <Letters t={t} lang={lang} open={open} />
      <button type="button" class="next second" onClick={() => void refresh()}>
        {t('public.mailbox.refresh')}
      </button>
      <h2>{t('public.mailbox.write.heading')}</h2>
      <WriteBack t={t} lang={lang} open={open} sent={refresh} />
      <Retaliation t={t} lang={lang} open={open} />
      <Fate sealed>{t('public.fate.sealed')}</Fate>
      <div class="row">
        <button type="button" class="link" onClick={() => setOpen(null)}>
          {t('public.mailbox.close')}
        </button>
      </div>
    </div>
  )
}

interface Told {
  t: Text
  lang: string
  answer: MailboxAnswer
}

function Owed({ t, lang, answer }: Told): VNode {
  if (answer.owes === 'nothing') return <p class="good">{t('public.mailbox.nothing-owed')}</p>
  return (
    <p class={answer.overdue ? 'problem' : 'good'}>
      {t(answer.overdue ? 'public.mailbox.overdue' : `public.mailbox.due.${answer.owes}`)}{' '}
      <Deadline t={t} lang={lang} due={answer.dueAt} />
    </p>
  )
}

/** The time limits that hold for this report, whatever is owed at the moment. */
function Terms({ t, answer }: Told): VNode {
  return (
    <details class="terms">
      <summary>{t('public.mailbox.terms')}</summary>
      <ul>
        {answer.terms.map(({ step, amount, unit }) => (
          <li key={step}>
            {t(`public.mailbox.term.${step}`)} <b>{t(`term.${unit}`, { count: amount })}</b>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Steps({ t, lang, answer }: Told): VNode {
  return (
    <ol class="path">
      {answer.steps.map((step, i) => (
        <li key={i}>
          {t(`public.happened.${step.step}`)}
          {step.decision && <>: {t(`public.decision.${step.decision}`)}</>}
          <time class="soft" dateTime={step.at}>
            {say(tellWhen(lang, new Date(step.at)))} · {lang === 'ur' ? step.desk.ur : step.desk.en}
          </time>
        </li>
      ))}
    </ol>
  )
}
