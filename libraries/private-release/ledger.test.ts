import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { type Budget, LedgerRefusal, openLedger, readLedger, type Spending } from './ledger.ts'

const folder = mkdtempSync(join(tmpdir(), 'panah-ledger-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
const fresh = () => join(folder, `${files++}.ledger`)
const budget: Budget = {
  dataset: 'made-up',
  epsilon: '1',
  delta: '1e-6',
  rho: 1000,
  thresholdDelta: 100,
}
const noisy = (rho: number, thresholdDelta = 0): Spending => ({
  kind: 'dp',
  what: 'counts',
  rho,
  thresholdDelta,
})

function codeOf(work: () => unknown): string | undefined {
  try {
    work()
  } catch (trouble) {
    if (trouble instanceof LedgerRefusal) return trouble.code
    throw trouble
  }
  return undefined
}

describe('the ledger refuses', () => {
  test('what is left no longer pays for, in ρ or in δ, and keeps what it had', () => {
    const ledger = openLedger(fresh(), budget)
    ledger.spend(noisy(700, 100))
    expect(codeOf(() => ledger.spend(noisy(301)))).toBe('overspent')
    expect(codeOf(() => ledger.spend(noisy(1, 1)))).toBe('overspent')
    ledger.spend(noisy(300))
    expect(ledger.remaining()).toEqual({ rho: 0, thresholdDelta: 0 })
  })

  test('to be opened with a larger budget than it was begun with', () => {
    const file = fresh()
    openLedger(file, budget)
    expect(codeOf(() => openLedger(file, { ...budget, rho: 2000 }))).toBe('other-budget')
    expect(codeOf(() => openLedger(file, { ...budget, dataset: 'others' }))).toBe('other-budget')
  })

  test('exact numbers beside noisy ones, in either order, and two different exact ones', () => {
    const exact: Spending = { kind: 'exact', what: 'k 10', rho: 0, thresholdDelta: 0 }
    const one = openLedger(fresh(), budget)
    one.spend(noisy(1))
    expect(codeOf(() => one.spend(exact))).toBe('exact-beside-noise')
    const other = openLedger(fresh(), budget)
    other.spend(exact)
    other.spend(exact)
    expect(codeOf(() => other.spend(noisy(1)))).toBe('exact-beside-noise')
    expect(codeOf(() => other.spend({ ...exact, what: 'k 5' }))).toBe('exact-twice')
  })

  test('half units, negative amounts and a file that is no ledger', () => {
    const ledger = openLedger(fresh(), budget)
    expect(() => ledger.spend(noisy(0.5))).toThrow(RangeError)
    expect(() => ledger.spend(noisy(-1))).toThrow(RangeError)
    const file = fresh()
    writeFileSync(file, 'a letter\n')
    expect(codeOf(() => openLedger(file, budget))).toBe('damaged')
  })
})

test('whatever is spent, torn, reopened or spent at once, the budget holds and nothing granted is forgotten', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('spend' as const), by: fc.nat(1), rho: fc.nat(400) }),
    // A crash in the middle of a line: some first part of a line that was never granted.
    fc.record({ do: fc.constant('tear' as const), keep: fc.nat(300), rho: fc.nat(400) }),
    fc.record({ do: fc.constant('reopen' as const), by: fc.nat(1) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const file = fresh()
      const views = [openLedger(file, budget), openLedger(file, budget)]
      let granted = 0
      for (const one of steps) {
        if (one.do === 'reopen') views[one.by] = openLedger(file, budget)
        else if (one.do === 'tear') {
          const scratch = fresh()
          const before = openLedger(scratch, budget)
          before.spend(noisy(one.rho))
          const line = readFileSync(scratch, 'utf8').split('\n').filter(Boolean)[1]!
          appendFileSync(file, `\n${line.slice(0, Math.min(one.keep, line.length - 1))}`)
        } else {
          const fits = granted + one.rho <= budget.rho
          expect(codeOf(() => views[one.by]!.spend(noisy(one.rho)))).toBe(
            fits ? undefined : 'overspent',
          )
          if (fits) granted += one.rho
        }
        for (const view of views) expect(view.remaining().rho).toBe(budget.rho - granted)
      }
    }),
    { numRuns: 150 },
  )
})

/** Spends one unit after another and says so, until it is refused or killed. */
const spender = (file: string) => `
  import { openLedger } from ${JSON.stringify(join(import.meta.dirname, 'ledger.ts'))}
  const ledger = openLedger(${JSON.stringify(file)}, ${JSON.stringify({ ...budget, rho: 400 })})
  process.stdout.write('ready\\n')
  for (;;) {
    const { id } = ledger.spend({ kind: 'dp', what: 'one', rho: 1, thresholdDelta: 0 })
    process.stdout.write(id + '\\n')
  }`

test('processes that spend at once and are killed at any moment never overspend, and what they were granted is in the ledger', async () => {
  const file = fresh()
  const acknowledged: string[] = []
  const start = () => {
    const child: ChildProcess = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', spender(file)],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    )
    let text = ''
    child.stdout!.on('data', (part) => {
      text += part
    })
    const ended = new Promise<void>((done) =>
      child.once('close', () => {
        // The last line may be cut short by the kill: it was not read by anybody.
        acknowledged.push(
          ...text
            .split('\n')
            .slice(0, -1)
            .filter((one) => one !== 'ready' && one !== ''),
        )
        done()
      }),
    )
    const ready = new Promise<void>((done) => {
      child.stdout!.on('data', () => text.includes('ready') && done())
      child.once('close', () => done())
    })
    return { child, ended, ready }
  }
  for (let round = 0; round < 4; round++) {
    const pair = [start(), start()]
    await Promise.all(pair.map((one) => one.ready))
    await new Promise((done) => setTimeout(done, 15 + 25 * round))
    for (const { child } of pair) child.kill('SIGKILL')
    await Promise.all(pair.map((one) => one.ended))
  }
  const ledger = readLedger(file)
  const ids = new Set(ledger.entries().map((one) => one.id))
  expect(acknowledged.length).toBeGreaterThan(4)
  for (const id of acknowledged) expect(ids).toContain(id)
  expect(ids.size).toBeLessThanOrEqual(400)
  const last = start()
  await last.ended
  expect(readLedger(file).remaining().rho).toBe(0)
  expect(readLedger(file).entries()).toHaveLength(400)
}, 120_000)
