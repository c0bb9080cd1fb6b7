/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { IslandProps } from '../../../../web/public/island.tsx'
import { type Line, say } from '../../../../web/public/pieces.tsx'
import type { PublicDesk } from '../../shapes.ts'
import { desksFor } from '../../desk-choice.ts'
import {
  answersOf,
  type Draft,
  emptyDraft,
  findDraft,
  forgetDraft,
  keepDraft,
  routingOf,
} from './draft.ts'
import type { PickedFile } from './files-field.tsx'
import { Done, Sending } from './outcome.tsx'
import { type Preparing, prepareSealing } from './prepare.ts'
import { CheckReceipt, ShowReceipt } from './receipt.tsx'
import type { Received, Stage } from './sending.ts'
import { isTooLong, type Province, StepBody, stepNames, titleKeyOf } from './steps.tsx'
import { tellTrouble } from './troubles.ts'

export interface WizardProps {
  /** The organisation's root key, base64: part of the page, so that the API alone cannot swap it. */
  root: string
  worker: string
  provinces: readonly Province[]
  lines: readonly Line[]
}

type Phase = 'questions' | 'receipt' | 'check' | 'sending' | 'done'

/** The report form, one question a screen. */
export function Wizard(props: WizardProps & IslandProps): VNode {
  const { t, lang, root, worker, lines } = props
  const [draft, setDraft] = useState<Draft>(emptyDraft)
  const [files, setFiles] = useState<readonly PickedFile[]>([])
  const [phase, setPhase] = useState<Phase>('questions')
  const [restored, setRestored] = useState(false)
  const [trouble, setTrouble] = useState('')
  const [stage, setStage] = useState<Stage>({ at: 'key' })
  const [received, setReceived] = useState<Received | null>(null)
  const preparing = useRef<Promise<Preparing> | null>(null)
  const [prepared, setPrepared] = useState<Preparing | null>(null)
  const stops = useRef({ all: new AbortController(), files: new AbortController() })
  const title = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    const kept = findDraft(sessionStorage)
    if (!kept) return
    setDraft(kept)
    setRestored(true)
  }, [])
  useEffect(() => {
    if (!received && draft !== emptyDraft) keepDraft(sessionStorage, draft)
  }, [draft, received])

  // A new screen is read out from its heading, and begins at its top.
  const screen = `${phase}-${draft.step}`
  const first = useRef(screen)
  useEffect(() => {
    if (first.current === screen) return
    first.current = ''
    title.current?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [screen])

  /** Fetches the sealing code and the desks, and derives the keys, while the questions are answered. */
  function prepare(): Promise<Preparing> {
    preparing.current ??= prepareSealing({ worker, root, lang, receipt: draft.receipt }).then(
      (ready) => {
        setPrepared(ready)
        return ready
      },
      (why) => {
        preparing.current = null
        throw why
      },
    )
    return preparing.current
  }

  function change(next: Draft): void {
    setDraft(next)
    void prepare().catch(() => undefined)
  }

  function go(step: number): void {
    setTrouble('')
    setRestored(false)
    if (step < stepNames.length) change({ ...draft, step })
    else void showReceipt()
  }

  async function showReceipt(): Promise<void> {
    try {
      const { receipt } = await prepare()
      setDraft({ ...draft, receipt })
      setPhase('receipt')
    } catch (why) {
      setTrouble(tellTrouble(t, why))
    }
  }

  const routing = routingOf(draft, lang)
  const desks: readonly PublicDesk[] = prepared ? desksFor(prepared.desks, routing) : []
  const desk = desks.find((one) => one.id === draft.deskId) ?? desks[0]

  async function send(): Promise<void> {
    setTrouble('')
    stops.current = { all: new AbortController(), files: new AbortController() }
    const { all, files: onlyFiles } = stops.current
    all.signal.addEventListener('abort', () => onlyFiles.abort())
    try {
      const ready = await prepare()
      if (!desk) throw new NoDesk()
      setPhase('sending')
      setDraft({ ...draft, began: true })
      const { sendReport } = await import('./sending.ts')
      const names = new Map(ready.countries.map(({ code, name }) => [code, name]))
      const answer = await sendReport(
        {
          desk,
          root,
          mailbox: ready.mailbox,
          routing,
          answers: answersOf(draft, (code) => names.get(code) ?? code),
          files: files.flatMap(({ ready }) => (ready ? [ready] : [])),
          began: draft.began,
        },
        { stage: setStage, signal: all.signal, filesSignal: onlyFiles.signal },
      )
      forgetDraft(sessionStorage)
      setReceived(answer)
      setPhase('done')
    } catch (why) {
      setPhase('check')
      if (!all.signal.aborted) {
        setTrouble(why instanceof NoDesk ? t('public.trouble.no-desk') : tellTrouble(t, why))
      }
    }
  }

  const heading = (key: string) => (
    <h1 id="question" tabIndex={-1} ref={title}>
      {t(key)}
    </h1>
  )
  const note = trouble && (
    <div class="problem" role="alert">
      {say(trouble)}
    </div>
  )

  if (phase === 'done' && received) {
    return (
      <div class="wizard">
        {heading('public.done.title')}
        <Done
          t={t}
          lang={lang}
          received={received}
          receipt={draft.receipt ?? ''}
          danger={routing.dangerNow}
          lines={lines}
        />
      </div>
    )
  }
  if (phase === 'sending') {
    return (
      <div class="wizard">
        {heading('public.sending.title')}
        <Sending
          t={t}
          stage={stage}
          reportIsIn={stage.at === 'files'}
          cancel={() => stops.current.all.abort()}
          withoutFiles={() => stops.current.files.abort()}
        />
      </div>
    )
  }
  if (phase === 'receipt' && draft.receipt) {
    return (
      <div class="wizard">
        <ShowReceipt
          t={t}
          receipt={draft.receipt}
          next={() => setPhase('check')}
          back={() => setPhase('questions')}
        >
          {heading('public.receipt.title')}
        </ShowReceipt>
      </div>
    )
  }
  if (phase === 'check' && draft.receipt) {
    return (
      <div class="wizard">
        <CheckReceipt
          t={t}
          receipt={draft.receipt}
          passed={() => void send()}
          again={() => setPhase('receipt')}
          heading={() => (
            <>
              {heading('public.check.title')}
              {note}
            </>
          )}
        >
          {desk && (
            <DeskChoice
              {...props}
              desk={desk}
              desks={desks}
              choose={(id) => setDraft({ ...draft, deskId: id })}
            />
          )}
        </CheckReceipt>
      </div>
    )
  }

  const step = stepNames[draft.step] ?? 'about'
  const tooLong = isTooLong(draft, step)
  return (
    <form
      class="wizard"
      onSubmit={(event) => {
        event.preventDefault()
        if (!tooLong) go(draft.step + 1)
      }}
    >
      <div class="step">{say(t('public.step', { n: draft.step + 1, of: stepNames.length }))}</div>
      <progress
        aria-label={t('public.step', { n: draft.step + 1, of: stepNames.length })}
        max={stepNames.length}
        value={draft.step + 1}
      />
      {restored && <p class="good">{t('public.draft.restored')}</p>}
      {heading(titleKeyOf(step, draft))}
      <p class="why">{say(t(`public.${step}.why`))}</p>
      {note}
      <StepBody
        step={step}
        {...props}
        draft={draft}
        change={change}
        files={files}
        setFiles={setFiles}
      />
      <button type="submit" class="next" aria-disabled={tooLong}>
        {t('public.next')}
      </button>
      <div class="row">
        {draft.step > 0 ? (
          <button type="button" class="link" onClick={() => go(draft.step - 1)}>
            {t('public.back')}
          </button>
        ) : (
          <span />
        )}
        <button
          type="button"
          class="link"
          aria-disabled={tooLong}
          onClick={() => !tooLong && go(draft.step + 1)}
        >
          {t('public.skip')}
        </button>
      </div>
      <p class="soft">{t('public.draft.kept')}</p>
    </form>
  )
}

class NoDesk extends Error {}

/** Says where it goes, and lets those who do not trust that office choose another. */
function DeskChoice(
  of: WizardProps &
    IslandProps & { desk: PublicDesk; desks: readonly PublicDesk[]; choose(id: string): void },
): VNode {
  const { t, lang, desk, desks } = of
  const nameOf = (one: PublicDesk) => (lang === 'ur' ? one.name.ur : one.name.en)
  return (
    <div class="card">
      <p>{t('public.desk.goes-to', { desk: nameOf(desk) })}</p>
      {desks.length > 1 && (
        <details>
          <summary class="soft">{t('public.desk.other')}</summary>
          <p class="soft">{t('public.desk.other.hint')}</p>
          <select
            aria-label={t('public.desk.other')}
            value={desk.id}
            onChange={(event) => of.choose(event.currentTarget.value)}
          >
            {desks.map((one) => (
              <option key={one.id} value={one.id}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        </details>
      )}
    </div>
  )
}
