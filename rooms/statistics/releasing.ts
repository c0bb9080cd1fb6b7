import { asSystem } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { inThread, type Task } from '../../libraries/private-release/index.ts'
import { draining } from './draining.ts'
import { capOf, dataOf, LEAST_SHOWN, type Release, trialsOf } from './release.ts'
import { filesOf, guaranteeOf, type Made } from './release-files.ts'
import {
  addPreview,
  beatRelease,
  dropSnapshot,
  endWork,
  findBudget,
  getSnapshot,
  listLedger,
  publish,
  setOutcome,
  takeRelease,
} from './release-records.ts'

/** Weighs or makes one release that waits; false where none does. */
export async function doOneRelease(house: House): Promise<boolean> {
  const taken = await asSystem(house, (db) => takeRelease(db, house.now()))
  if (!taken) return false
  try {
    await (taken.state === 'weighing' ? weighOne(house, taken) : makeOne(house, taken))
  } catch (trouble) {
    if (trouble instanceof Stopped) return true
    house.log.error({ err: trouble, release: taken.id }, 'a release failed')
    await asSystem(house, async (db) => {
      if ((await endWork(db, taken, 'failed')) && taken.state === 'signed')
        await setOutcome(db, taken.id, 'failed')
    })
  }
  return true
}

class Stopped extends Error {}

async function gather(house: House, release: Release) {
  const lines = await asSystem(house, (db) => getSnapshot(db, release.id))
  return dataOf(lines, release.columns)
}

async function weighOne(house: House, release: Release): Promise<void> {
  const data = await gather(house, release)
  const budget = await asSystem(house, (db) => findBudget(db, release))
  const trials = trialsOf(release.kind, {
    k: release.k ?? undefined,
    most: budget?.epsilon ?? '1',
  }).filter((trial) => !('k' in trial) || trial.k <= data.rows)
  const { longest, columns } = release
  const weighed = await work(house, release, {
    do: 'weigh',
    data,
    budget,
    longest,
    cap: capOf(columns),
    least: LEAST_SHOWN,
    trials,
  })
  await asSystem(house, async (db) => {
    if (await endWork(db, release, 'weighed')) await addPreview(db, release, weighed)
  })
}

/** The budget was spent when it was signed: made twice or stopped half way, it is never spent again. */
async function makeOne(house: House, release: Release): Promise<void> {
  const data = await gather(house, release)
  const { budget, ledger, line } = await asSystem(house, async (db) => {
    const ledger = await listLedger(db, release)
    const line = ledger.find(({ id }) => id === release.id)
    const budget = await findBudget(db, release)
    if (!budget || !line) throw new Error('a signed release has no line in the ledger')
    return { budget, ledger, line }
  })
  const { longest, columns } = release
  const paid = { data, budget, granted: line }
  const made: Made =
    release.kind === 'table'
      ? {
          kind: 'table',
          made: await work(house, release, {
            ...paid,
            do: 'exact',
            request: { k: release.k!, longest, wholeRecords: false, sweeps: 0 },
          }),
        }
      : {
          kind: 'records',
          made: await work(house, release, {
            ...paid,
            do: 'noisy',
            request: {
              epsilon: release.epsilon!,
              longest,
              cap: capOf(columns),
              records: 1,
              least: LEAST_SHOWN,
            },
          }),
        }
  const at = house.now()
  const guarantee = guaranteeOf(house, release, { budget, ledger, line, made, at })
  const files = await filesOf(release, made, guarantee)
  await asSystem(house, async (db) => {
    if (!(await endWork(db, release, 'published'))) throw new Stopped()
    await publish(db, release.id, { guarantee, files, at })
    await dropSnapshot(db, release.id)
  })
}

const BEAT_MS = 1000

/** Does a task on a thread; ends it where somebody has stopped the release. */
async function work<T extends Task>(house: House, release: Release, task: T) {
  const abort = new AbortController()
  let progress = 0
  // A database that does not answer ends the work too: it is taken up again.
  const beat = () =>
    asSystem(house, (db) => beatRelease(db, release, progress, house.now())).then(
      (going) => going || abort.abort(new Stopped()),
      () => abort.abort(new Stopped()),
    )
  await beat()
  const timer = setInterval(() => void beat(), BEAT_MS)
  try {
    return await inThread(task, {
      signal: abort.signal,
      onProgress: (part) => {
        progress = part
      },
    })
  } finally {
    clearInterval(timer)
  }
}

/** Does what waits, one at a time. */
export const doReleases = draining(doOneRelease)
