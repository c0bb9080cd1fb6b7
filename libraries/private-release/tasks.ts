import { type Budget, type Entry, ledgerKeptElsewhere } from './ledger.ts'
import type { Microdata } from './microdata.ts'
import { systemRandomness } from './randomness.ts'
import {
  type ExactRelease,
  type ExactRequest,
  type NoisyRelease,
  type NoisyRequest,
  releaseExact,
  releaseNoisy,
} from './release.ts'
import { type Trial, type Weighed, weigh } from './weighing.ts'

type Plain<T> = Omit<T, 'signal' | 'onProgress'>

/** Work for a thread: everything in it can be copied there. `granted` is the line that pays for it. */
export type Task =
  | {
      do: 'weigh'
      data: Microdata
      budget: Budget | undefined
      longest: number
      cap: number
      least: number
      trials: Trial[]
    }
  | { do: 'noisy'; data: Microdata; request: Plain<NoisyRequest>; budget: Budget; granted: Entry }
  | { do: 'exact'; data: Microdata; request: Plain<ExactRequest>; budget: Budget; granted: Entry }

export type ResultOf<T extends Task> = T extends { do: 'weigh' }
  ? Weighed[]
  : T extends { do: 'noisy' }
    ? NoisyRelease
    : ExactRelease

export async function perform(
  task: Task,
  onProgress: (part: number) => void,
): Promise<Weighed[] | NoisyRelease | ExactRelease> {
  const random = systemRandomness()
  if (task.do === 'weigh') return weigh(task.data, { ...task, onProgress }, random)
  const ledger = ledgerKeptElsewhere(task.budget, [task.granted], task.granted)
  const passes = { onProgress: (done: number, of: number) => onProgress(done / of) }
  return task.do === 'noisy'
    ? releaseNoisy(task.data, { ...task.request, ...passes }, ledger, random)
    : releaseExact(task.data, { ...task.request, ...passes }, ledger, random)
}
