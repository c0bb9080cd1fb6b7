import { useCallback, useEffect, useRef, useState } from 'react'
import { api, ProblemError } from '../../../web/workspace/api.ts'
import type { AnswersSavedView, AnswerView, InterviewView } from '../shapes.ts'

export type Draft = Pick<
  AnswerView,
  'indicator' | 'value' | 'restsOn' | 'allegationIds' | 'facts' | 'note' | 'version'
> & { at: string }
export type Drafts = ReadonlyMap<string, Draft>
export type SavingState = 'saved' | 'saving' | 'not-saved'

export interface Answering {
  answers: Drafts
  /** Who has answered a question meanwhile, by indicator. */
  others: ReadonlyMap<string, AnswerView['answeredBy']>
  state: SavingState
  problem: ProblemError | undefined
  change(indicator: string, part: Partial<Draft>): void
  saveNow(): void
}

const REST_BEFORE_SAVING_MS = 350
const REST_BEFORE_TRYING_AGAIN_MS = 4_000

const draftOf = (answer: AnswerView): Draft => ({ ...answer, at: answer.answeredAt })
const comesBack = (trouble: unknown) =>
  !(trouble instanceof ProblemError) ||
  trouble.status === 0 ||
  trouble.status === 429 ||
  trouble.status >= 500

/**
 * The answers of one interview, saved by themselves in batches a moment after each change. One
 * batch is on its way at a time; what fails stays here and is sent again. Nothing is written to
 * the device: what a victim said must not be found on it.
 */
export function useAnswering(interview: InterviewView): Answering {
  const [answers, setAnswers] = useState<Drafts>(
    () => new Map(interview.answers.map((one) => [one.indicator, draftOf(one)])),
  )
  const [others, setOthers] = useState<Answering['others']>(new Map())
  const [state, setState] = useState<SavingState>('saved')
  const [problem, setProblem] = useState<ProblemError>()
  const held = useRef({ answers, unsent: new Set<string>(), sending: false, timer: 0 })
  const url = `/api/screening/interviews/${interview.id}/answers`

  const keep = useCallback((next: Drafts) => {
    held.current.answers = next
    setAnswers(next)
  }, [])

  const flush = useCallback(async () => {
    const { current } = held
    if (current.sending || !current.unsent.size) return
    current.sending = true
    const batch = [...current.unsent].map((id) => current.answers.get(id)!)
    current.unsent.clear()
    try {
      const saved = await api.put<AnswersSavedView>(url, { answers: batch.map(wire) })
      keep(after(current.answers, saved, current.unsent))
      if (saved.others.length) {
        setOthers(
          (known) =>
            new Map([
              ...known,
              ...saved.others.map((one) => [one.indicator, one.answeredBy] as const),
            ]),
        )
      }
      setProblem(undefined)
      setState(current.unsent.size ? 'saving' : 'saved')
    } catch (trouble) {
      for (const one of batch) current.unsent.add(one.indicator)
      setState('not-saved')
      setProblem(trouble instanceof ProblemError && !comesBack(trouble) ? trouble : undefined)
      if (comesBack(trouble))
        current.timer = window.setTimeout(() => void flush(), REST_BEFORE_TRYING_AGAIN_MS)
      return
    } finally {
      current.sending = false
    }
    if (current.unsent.size) void flush()
  }, [url, keep])

  const change = useCallback(
    (indicator: string, part: Partial<Draft>) => {
      const { current } = held
      const before = current.answers.get(indicator) ?? blank(indicator)
      keep(
        new Map(current.answers).set(indicator, {
          ...before,
          ...part,
          at: new Date().toISOString(),
        }),
      )
      current.unsent.add(indicator)
      setState('saving')
      window.clearTimeout(current.timer)
      current.timer = window.setTimeout(() => void flush(), REST_BEFORE_SAVING_MS)
    },
    [flush, keep],
  )

  // Leaving the page within the workspace sends what is still waiting.
  useEffect(() => () => void flush(), [flush])

  return { answers, others, state, problem, change, saveNow: () => void flush() }
}

function blank(indicator: string): Draft {
  const restsOn: Draft['restsOn'] = [indicator.startsWith('UG') ? 'observation' : 'said-now']
  return {
    indicator,
    value: 'skip',
    restsOn,
    allegationIds: [],
    facts: [],
    note: null,
    version: 0,
    at: '',
  }
}

function wire({ indicator, value, restsOn, allegationIds, facts, note, at, version }: Draft) {
  return { indicator, value, restsOn, allegationIds, facts, note, at, version }
}

function after(
  answers: Drafts,
  { saved, others }: AnswersSavedView,
  unsent: ReadonlySet<string>,
): Drafts {
  const next = new Map(answers)
  for (const { indicator, version } of saved)
    next.set(indicator, { ...next.get(indicator)!, version })
  for (const one of others) {
    const mine = next.get(one.indicator)
    // What has been typed since is kept, on top of what the other person has written.
    next.set(
      one.indicator,
      unsent.has(one.indicator) && mine ? { ...mine, version: one.version } : draftOf(one),
    )
  }
  return next
}
