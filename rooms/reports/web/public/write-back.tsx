/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { say } from '../../../../web/public/pieces.tsx'
import type { Text } from '../../../../web/public/text.ts'
import { WrittenField } from './choices.tsx'
import { Deadline } from './deadline.tsx'
import { FilesField, type PickedFile } from './files-field.tsx'
import { Sending } from './outcome.tsx'
import type { OpenMailbox } from './sealing.ts'
import type { Stage } from './sending.ts'
import { tellTrouble } from './troubles.ts'

interface Props {
  t: Text
  lang: string
  open: OpenMailbox
  /** Called once it has arrived, to show the conversation anew. */
  sent(): Promise<void>
}

const LONGEST = 20_000

/** A further message to the desk: words, a phone number, files, a voice note. */
export function WriteBack({ t, lang, open, sent }: Props): VNode {
  const [words, setWords] = useState('')
  const [phone, setPhone] = useState('')
  const [files, setFiles] = useState<readonly PickedFile[]>([])
  const [stage, setStage] = useState<Stage | null>(null)
  const [trouble, setTrouble] = useState('')
  const [done, setDone] = useState<{ dueAt: string; missing: number } | null>(null)
  const stops = useRef({ all: new AbortController(), files: new AbortController() })

  async function send(event: Event): Promise<void> {
    event.preventDefault()
    setTrouble('')
    const ready = files.flatMap((file) => (file.ready ? [file.ready] : []))
    const text = [
      words.trim(),
      phone.trim() && t('public.mailbox.phone-line', { phone: phone.trim() }),
    ]
    const whole = text.filter(Boolean).join('\n\n')
    if (!whole && ready.length === 0) return setTrouble(t('public.mailbox.empty'))
    if (whole.length > LONGEST) return
    stops.current = { all: new AbortController(), files: new AbortController() }
    const { all, files: onlyFiles } = stops.current
    all.signal.addEventListener('abort', () => onlyFiles.abort())
    try {
      const { sendFurther } = await import('./sending.ts')
      const watch = { stage: setStage, signal: all.signal, filesSignal: onlyFiles.signal }
      setDone(await sendFurther(open, { words: whole, files: ready }, watch))
      setWords('')
      setPhone('')
      setFiles([])
      await sent()
    } catch (why) {
      if (!all.signal.aborted) setTrouble(tellTrouble(t, why))
    }
    setStage(null)
  }

  if (stage) {
    return (
      <Sending
        t={t}
        stage={stage}
        reportIsIn={stage.at === 'files'}
        cancel={() => stops.current.all.abort()}
        withoutFiles={() => stops.current.files.abort()}
      />
    )
  }
  return (
    <form onSubmit={(event) => void send(event)}>
      {done && (
        <p class="good" role="status">
          {t('public.mailbox.sent')} <Deadline t={t} lang={lang} due={done.dueAt} />
        </p>
      )}
      {done && done.missing > 0 && (
        <p class="problem">{say(t('public.done.files-missing', { count: done.missing }))}</p>
      )}
      <WrittenField
        t={t}
        name="words"
        label={t('public.mailbox.words')}
        value={words}
        write={setWords}
        longest={LONGEST}
        long
      />
      <WrittenField
        t={t}
        name="phone"
        label={t('public.mailbox.phone')}
        value={phone}
        write={setPhone}
        longest={60}
        type="tel"
      />
      <FilesField t={t} files={files} setFiles={setFiles} />
      {trouble && (
        <div class="problem" role="alert">
          {say(trouble)}
        </div>
      )}
      <button type="submit" class="next">
        {t('public.mailbox.send')}
      </button>
    </form>
  )
}
