import { existsSync, readFileSync } from 'node:fs'
import {
  Frontier,
  LogFault,
  overHttp,
  policyFrom,
  readOn,
  textOf,
  verifyCheckpoint,
  writeDurably,
} from '../libraries/transparency-log/index.ts'
import {
  type AuditVerdict,
  type LotFault,
  LotReader,
  type LotVerdict,
  lotsOverHttp,
  type Memory,
  readDisclosure,
  renewLog,
  type Visit,
  verifyAudit,
  visit,
} from '../rooms/oversight/door.ts'
import { closedOf, leafFrom } from '../rooms/reports/door.ts'
import { type Call, type Command, CommandProblem } from './command.ts'
import { withHouse } from './ground.ts'

export const log: Command = {
  name: 'log',
  help: `./panah log verify URL                 read the whole public log of an installation and check it
./panah log verify URL --proof FILE    check a proof that a reporter shows you, against that log
./panah log verify --audit             compare this installation's audit trail with its private log
./panah log monitor URL --state FILE   read on from the last time: changes, forks, overdue, silence
./panah log show URL [--last N]        the newest lines
./panah log lots URL                   draw every lot again: which officer each report was given to by lot
./panah log renew --reason WORDS       after restoring a backup: go on under a new name, publicly

URL is the address of the installation, such as https://panah.example. Nobody's permission is needed.

  --policy FILE   whom you trust (C2SP tlog-policy), or the log's key alone; without it what the
                  installation itself publishes, remembered in the state file from the first visit on
  --every N       monitor: look again every N seconds until something is wrong

Exit code 0: all is well. 1: somebody has tampered, or the figures contradict the log. 2: what was
given cannot be used, or nothing answers there.`,
  options: {
    proof: { type: 'string' },
    audit: { type: 'boolean' },
    state: { type: 'string' },
    policy: { type: 'string' },
    every: { type: 'string' },
    last: { type: 'string', default: '20' },
    reason: { type: 'string' },
  },
  async run(call) {
    const [word, url] = call.words
    if (word === 'verify' && call.options.audit) return verifyTrail(call)
    if (word === 'renew') return renew(call)
    if (
      !url ||
      !/^https?:\/\//.test(url) ||
      !['verify', 'monitor', 'show', 'lots'].includes(word ?? '')
    )
      throw new CommandProblem('bad-arguments', 'See ./panah log --help', 2)
    if (word === 'show') return show(call, url)
    if (word === 'lots') return lots(call, url)
    if (word === 'monitor') return monitor(call, url)
    return call.options.proof ? verifyShown(call, url) : verify(call, url)
  },
}

/** What proves tampering is an answer with exit code 1; what cannot be reached or read is 2. */
async function judged(call: Call, work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (trouble) {
    if (trouble instanceof LogFault && trouble.code !== 'missing' && trouble.code !== 'malformed') {
      call.answer(
        { good: false, fault: trouble.code, what: trouble.message },
        `✗ ${trouble.message}`,
      )
      return 1
    }
    if (
      trouble instanceof LogFault ||
      trouble instanceof TypeError ||
      trouble instanceof SyntaxError
    )
      throw new CommandProblem('not-readable', (trouble as Error).message, 2)
    throw trouble
  }
}

function readPolicy(call: Call): string | undefined {
  return call.options.policy ? readGiven(call.options.policy) : undefined
}

function readGiven(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (trouble) {
    throw new CommandProblem('not-readable', `${file}: ${(trouble as Error).message}`, 2)
  }
}

function verify(call: Call, base: string): Promise<number> {
  return judged(call, async () => {
    const policy = readPolicy(call)
    return report(call, await visit({ base, now: new Date(), ...(policy && { policy }) }))
  })
}

function monitor(call: Call, base: string): Promise<number> {
  const { state, every } = call.options
  if (!state) throw new CommandProblem('no-state', 'Name a file to remember in: --state FILE', 2)
  const once = () =>
    judged(call, async () => {
      const memory = existsSync(state) ? (JSON.parse(readGiven(state)) as Memory) : undefined
      const policy = readPolicy(call)
      const seen = await visit({
        base,
        now: new Date(),
        ...(memory && { memory }),
        ...(policy && { policy }),
      })
      await writeDurably(state, JSON.stringify(seen.memory))
      return report(call, seen)
    })
  return every ? again(call, once, Number(every)) : once()
}

async function again(call: Call, once: () => Promise<number>, seconds: number): Promise<number> {
  if (!(seconds >= 1)) throw new CommandProblem('bad-arguments', '--every takes seconds.', 2)
  for (;;) {
    try {
      const code = await once()
      if (code) return code
    } catch (trouble) {
      if (!(trouble instanceof CommandProblem)) throw trouble
      call.progress(`${new Date().toISOString()} ${trouble.message}`)
    }
    await new Promise((done) => setTimeout(done, seconds * 1000))
  }
}

function report(call: Call, seen: Visit): number {
  const { checkpoint, added, ledger, findings } = seen
  const bad = findings.some(({ kind }) => kind === 'tampering')
  const units = Object.entries(ledger.tallies).map(
    ([unit, tally]) =>
      `  ${unit.padEnd(28)} ${tally.received} received, ${tally.open} open, ${tally.overdue} overdue, ${closedOf(tally)} closed, ${tally.caseOpened} cases, ${tally.handedOver} handed over`,
  )
  const signed = checkpoint.cosigned.map(
    ({ name, time }) => `  ${name.padEnd(28)} ${new Date(time * 1000).toISOString()}`,
  )
  call.answer(
    {
      good: !bad,
      origin: checkpoint.origin,
      size: checkpoint.size,
      added,
      cosigned: checkpoint.cosigned,
      tallies: ledger.tallies,
      findings,
    },
    [
      `${checkpoint.origin}: ${checkpoint.size} lines, ${added} read now, every one checked.`,
      signed.length ? `Cosigned by:\n${signed.join('\n')}` : 'No witness has cosigned.',
      units.length ? `By unit:\n${units.join('\n')}` : 'No report yet.',
      ...findings.map(({ kind, what }) => `${kind === 'tampering' ? '✗' : '!'} ${what}`),
      bad
        ? '✗ The figures and the log contradict one another.'
        : '✓ Nothing has been changed, left out or put in.',
    ].join('\n'),
  )
  return bad ? 1 : 0
}

function verifyShown(call: Call, base: string): Promise<number> {
  return judged(call, async () => {
    const file = readGiven(call.options.proof)
    const policy =
      readPolicy(call) ?? (await (await fetch(`${base.replace(/\/$/, '')}/log/policy`)).text())
    const { event, checkpoint, index } = readDisclosure(file, policyFrom(policy))
    // The proof's own checkpoint must be a beginning of the log as everybody else sees it.
    const seen = await visit({ base, now: new Date(), policy })
    await readOn(
      overHttp(`${base.replace(/\/$/, '')}/log`),
      new Frontier(),
      checkpoint,
      () => undefined,
    )
    const late = event.kind === 'overdue'
    call.answer(
      { good: true, event, index, size: seen.checkpoint.size },
      [
        `✓ Line ${index} of ${checkpoint.origin} is this step:`,
        `  ${event.kind}, ${event.unit}, ${event.at}${event.due ? `, due ${event.due}` : ''}`,
        late
          ? '  The office was overdue with this report at that moment.'
          : '  What the report says, and whose it is, this does not tell.',
      ].join('\n'),
    )
    return 0
  })
}

function show(call: Call, base: string): Promise<number> {
  return judged(call, async () => {
    const prefix = base.replace(/\/$/, '')
    const policy = readPolicy(call) ?? (await (await fetch(`${prefix}/log/policy`)).text())
    const source = overHttp(`${prefix}/log`)
    const checkpoint = verifyCheckpoint(await source.checkpoint(), policyFrom(policy))
    const lines: { index: number; line: string }[] = []
    const last = Number(call.options.last)
    await readOn(source, new Frontier(), checkpoint, (entry, index) => {
      if (index >= checkpoint.size - last) lines.push({ index, line: textOf(entry) })
    })
    call.answer(
      { origin: checkpoint.origin, size: checkpoint.size, lines },
      lines.map(({ index, line }) => `${String(index).padStart(8)}  ${line}`).join('\n'),
    )
    return 0
  })
}

const lotFaults: Record<LotFault, string> = {
  'no-such-call': 'no report stands at the line that it names',
  'drawn-twice': 'a second draw for the same line',
  'no-roster': 'no roster stood in the log before',
  'other-roster': 'the roster is not the one in the log',
  'other-checkpoint': 'the checkpoint that it names was not published so, or not then',
  'other-seat': 'another seat comes out',
}

function lots(call: Call, base: string): Promise<number> {
  return judged(call, async () => {
    const prefix = base.replace(/\/$/, '')
    const policy = policyFrom(
      readPolicy(call) ?? (await (await fetch(`${prefix}/log/policy`)).text()),
    )
    const source = overHttp(`${prefix}/log`)
    const head = verifyCheckpoint(await source.checkpoint(), policy)
    const reader = new LotReader()
    await readOn(source, new Frontier(), head, (entry, index) => {
      const text = textOf(entry)
      const leaf = leafFrom(text)
      if (leaf) reader.enter(text, leaf, index)
    })
    const verdicts = await reader.verdicts({ source, head, policy }, lotsOverHttp(prefix))
    return tellLots(call, head.origin, verdicts)
  })
}

function tellLots(call: Call, origin: string, verdicts: readonly LotVerdict[]): number {
  const drawn = verdicts.filter(({ line }) => line !== null)
  const wrong = drawn.filter(({ fault }) => fault !== null)
  const waiting = verdicts.filter(({ line }) => line === null)
  const passed = drawn.reduce((sum, one) => sum + one.passed.length, 0)
  call.answer(
    { good: !wrong.length, origin, drawn: drawn.length, passed, lots: verdicts },
    [
      `${origin}: ${drawn.length} draws made again; ${passed} seats were passed over.`,
      ...wrong.map(
        ({ unit, call: at, line, fault }) =>
          `✗ ${unit}, line ${at}, drawn in line ${line}: ${lotFaults[fault!]}`,
      ),
      ...waiting.map(({ unit, call: at }) => `! ${unit}, line ${at}: not drawn yet`),
      wrong.length ? '✗ Not every draw comes out.' : '✓ Every draw comes out.',
    ].join('\n'),
  )
  return wrong.length ? 1 : 0
}

function verifyTrail(call: Call): Promise<number> {
  return judged(call, () => withHouse(async (house) => tellTrail(call, await verifyAudit(house))))
}

function tellTrail(call: Call, { origin, size, findings }: AuditVerdict): number {
  const words = {
    changed: 'has been changed',
    missing: 'is no longer in the table',
    'put-in': 'was put in from behind',
  }
  call.answer(
    { good: !findings.length, origin, size, findings },
    [
      `${origin}: ${size} lines of the audit trail compared.`,
      ...findings.map(
        ({ key, what, logged }) =>
          `✗ ${key} ${words[what]}${logged ? `; it was: ${JSON.stringify(logged)}` : ''}`,
      ),
      findings.length ? '✗ The audit trail has been tampered with.' : '✓ Nothing has been changed.',
    ].join('\n'),
  )
  return findings.length ? 1 : 0
}

async function renew(call: Call): Promise<number> {
  const { reason } = call.options
  if (!reason) throw new CommandProblem('no-reason', 'Say why: --reason WORDS. It is published.', 2)
  const { origin, before, size } = await withHouse((house) => renewLog(house, reason))
  call.answer(
    { origin, before, size },
    `The log goes on as ${origin}, after ${size} lines of ${before}. Tell the witnesses its new key.`,
  )
  return 0
}
