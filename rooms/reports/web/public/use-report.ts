import { useEffect, useRef, useState } from 'preact/hooks'
import type { Text } from '../../../../web/public/text.ts'
import { desksFor } from '../../desk-choice.ts'
import { officialOf } from '../../questions.ts'
import {
  answersOf,
  type Draft,
  emptyDraft,
  findDraft,
  forgetDraft,
  keepDraft,
  routingOf,
  withAnswer,
} from './draft.ts'
import type { PickedFile } from './files-field.tsx'
import { type Preparing, prepareSealing } from './prepare.ts'
import type { Received, Stage } from './sending.ts'
import { stepNames } from './steps.tsx'
import { tellTrouble } from './troubles.ts'

export type Phase = 'questions' | 'receipt' | 'check' | 'sending' | 'done'

export interface Ground {
  t: Text
  lang: string
  root: string
  worker: string
  /** The code of the campaign whose link was followed; '' where there is none. */
  via: string
}

/** Everything that a report goes through in the page, from its first answer to its arrival. */
export function useReport(ground: Ground) {
  const { t, lang } = ground
  const [draft, setDraft] = useState<Draft>(emptyDraft)
  const [alive, setAlive] = useState(false)
  const [restored, setRestored] = useState(false)
  const [files, setFiles] = useState<readonly PickedFile[]>([])
  const [phase, setPhase] = useState<Phase>('questions')
  const [trouble, setTrouble] = useState('')
  // Not in the draft: the address of the page keeps it.
  const [cameBy, setCameBy] = useState(ground.via)
  const { prepared, prepare } = usePreparing(ground, draft.receipt)
  const sending = useSending()
  const { received } = sending

  useEffect(() => {
    setAlive(true)
    const kept = findDraft(sessionStorage)
    // On a slow line somebody answers the first question before this script has arrived.
    const early = document.querySelector<HTMLInputElement>('input[name=about]:checked')
    if (!kept && early) change(withAnswer(emptyDraft, 'about', early.value))
    if (!kept) return
    setDraft(kept)
    setRestored(true)
  }, [])
  useEffect(() => {
    if (!received && draft !== emptyDraft) keepDraft(sessionStorage, draft)
  }, [draft, received])

  const routing = { ...routingOf(draft, lang), ...(cameBy && { cameBy }) }
  // Decided here: which body somebody is accused in is never sent.
  const official = officialOf(draft.answers.official)
  const desks = prepared ? desksFor(prepared.desks, { ...routing, official }) : []
  const desk = desks.find((one) => one.id === draft.deskId) ?? desks[0]

  function change(next: Draft): void {
    setDraft(next)
    // From the first answer on, so that the lock is ready when the last one is given.
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

  async function send(): Promise<void> {
    if (!desk) return setTrouble(t('public.trouble.no-desk'))
    setTrouble('')
    setPhase('sending')
    setDraft({ ...draft, began: true })
    try {
      const { mailbox, countries } = await prepare()
      const names = new Map(countries.map(({ code, name }) => [code, name]))
      await sending.dispatch({
        desk,
        root: ground.root,
        mailbox,
        routing,
        answers: answersOf(draft, (code) => names.get(code) ?? code),
        files: files.flatMap(({ ready }) => (ready ? [ready] : [])),
        began: draft.began,
      })
      forgetDraft(sessionStorage)
      setPhase('done')
    } catch (why) {
      setPhase('check')
      if (!sending.isStopped()) setTrouble(tellTrouble(t, why))
    }
  }

  return {
    /** The script has taken over from the page as it was drawn. */
    alive,
    draft,
    restored,
    files,
    setFiles,
    phase,
    setPhase,
    cameBy,
    setCameBy,
    trouble,
    countries: prepared?.countries ?? [],
    desks,
    desk,
    official,
    chooseDesk: (deskId: string) => setDraft({ ...draft, deskId }),
    dangerNow: routing.dangerNow,
    change,
    go,
    send,
    ...sending,
  }
}

/** Fetches the sealing code and the desks and derives the keys, once, behind the questions. */
function usePreparing({ root, worker, lang }: Ground, receipt: string | null) {
  const running = useRef<Promise<Preparing> | null>(null)
  const [prepared, setPrepared] = useState<Preparing | null>(null)

  async function begin(): Promise<Preparing> {
    try {
      const ready = await prepareSealing({ root, worker, lang, receipt })
      setPrepared(ready)
      return ready
    } catch (why) {
      running.current = null
      throw why
    }
  }

  function prepare(): Promise<Preparing> {
    running.current ??= begin()
    return running.current
  }

  return { prepared, prepare }
}

/** The sending itself, and the two ways to end it early: altogether, or only the files. */
function useSending() {
  const [stage, setStage] = useState<Stage>({ at: 'key' })
  const [received, setReceived] = useState<Received | null>(null)
  const stops = useRef({ all: new AbortController(), files: new AbortController() })

  async function dispatch(
    parcel: Parameters<typeof import('./sending.ts').sendReport>[0],
  ): Promise<void> {
    stops.current = { all: new AbortController(), files: new AbortController() }
    const { all, files } = stops.current
    all.signal.addEventListener('abort', () => files.abort())
    const { sendReport } = await import('./sending.ts')
    const watch = { stage: setStage, signal: all.signal, filesSignal: files.signal }
    setReceived(await sendReport(parcel, watch))
  }

  return {
    stage,
    received,
    dispatch,
    stop: () => stops.current.all.abort(),
    withoutFiles: () => stops.current.files.abort(),
    isStopped: () => stops.current.all.signal.aborted,
  }
}
