import { doOneWork } from './events.ts'
import type { House } from './house.ts'

export interface Rhythm {
  name: string
  everySeconds: number
  run(house: House): Promise<void>
}

export interface Jobs {
  stir(): void
  /** Resolves when no event work is waiting. */
  settle(): Promise<void>
  stop(): Promise<void>
}

const POLL_MS = 5_000

/** Acts on events when stirred and every five seconds, and runs what has a rhythm of its own. */
export function startJobs(house: House, rhythms: readonly Rhythm[] = []): Jobs {
  let running: Promise<void> | undefined
  let again = false
  let stopped = false

  async function drain(): Promise<void> {
    do {
      again = false
      while (!stopped && (await doOneWork(house)));
    } while (again && !stopped)
  }

  function stir(): void {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    running = drain()
      .catch((trouble) => house.log.error({ err: trouble }, 'the work on events stopped'))
      .finally(() => {
        running = undefined
      })
  }

  const timers = [setInterval(stir, POLL_MS), ...rhythms.map((rhythm) => beat(house, rhythm))]
  stir()
  return {
    stir,
    async settle() {
      stir()
      while (running) await running
    },
    async stop() {
      stopped = true
      for (const timer of timers) clearInterval(timer)
      await running
    },
  }
}

function beat(house: House, rhythm: Rhythm): NodeJS.Timeout {
  const once = () => {
    rhythm
      .run(house)
      .catch((trouble) => house.log.error({ err: trouble, job: rhythm.name }, 'a job failed'))
  }
  return setInterval(once, rhythm.everySeconds * 1000)
}
