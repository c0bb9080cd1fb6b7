import { join } from 'node:path'
import type { House } from '../../core/house.ts'
import {
  Frontier,
  fileMemory,
  LogFault,
  logSigner,
  proveConsistency,
  type Query,
  readOn,
  type TreeHead,
  textOf,
  trusting,
  type VerifiedCheckpoint,
  verifyCheckpoint,
  verifyConsistency,
} from '../../libraries/transparency-log/index.ts'
import {
  type AuditEntry,
  auditKey,
  auditText,
  findAuditLines,
  listUnloggedLines,
} from './audit-feed.ts'
import { auditLog, seedOf, transactionOf } from './logs.ts'

export interface AuditFinding {
  /** Which line, as `jurisdiction/id`. */
  key: string
  what: 'changed' | 'missing' | 'put-in'
  /** What the log says that the line was. */
  logged?: AuditEntry
}

export interface AuditVerdict {
  size: number
  origin: string
  findings: AuditFinding[]
}

/**
 * Compares the audit trail with the private log, line by line, both ways. Throws LogFault where the
 * log itself has been touched: its entries do not hash to what was signed, or it is shorter than what
 * this machine remembers having signed.
 */
export async function verifyAudit(house: House): Promise<AuditVerdict> {
  const transaction = transactionOf(house)
  const origin = await transaction((query) => auditLog.findOrigin(query))
  if (!origin) throw new LogFault('missing', 'There is no log of the audit trail yet.')
  const key = logSigner(origin, seedOf(house.config, 'audit')).key
  const remembered = fileMemory(join(house.config.dataFolder, 'log-memory.json')).read(origin)
  return transaction(async (query) => {
    const checkpoint = verifyCheckpoint(await auditLog.source(query).checkpoint(), trusting(key))
    if (remembered) await refuseRewritten(query, remembered, checkpoint)
    const logged: AuditEntry[] = []
    await readOn(auditLog.source(query), new Frontier(), checkpoint, (entry) => {
      logged.push(JSON.parse(textOf(entry)) as AuditEntry)
    })
    const findings: AuditFinding[] = []
    for (let from = 0; from < logged.length; from += CHUNK)
      findings.push(...(await compare(query, logged.slice(from, from + CHUNK))))
    for (const line of await listUnloggedLines(query))
      findings.push({ key: auditKey(line), what: 'put-in' })
    return { size: checkpoint.size, origin, findings }
  })
}

const CHUNK = 1000

async function refuseRewritten(
  query: Query,
  remembered: TreeHead,
  checkpoint: VerifiedCheckpoint,
): Promise<void> {
  // What was signed last may not be published yet: then the head that is committed must cover it.
  const head = checkpoint.size < remembered.size ? await auditLog.getHead(query) : checkpoint
  const proof =
    remembered.size && remembered.size < head.size
      ? await proveConsistency(auditLog.source(query), remembered.size, head.size)
      : []
  verifyConsistency(remembered, head, proof)
}

async function compare(query: Query, logged: readonly AuditEntry[]): Promise<AuditFinding[]> {
  const lines = await findAuditLines(
    query,
    logged.map(({ id }) => id),
  )
  return logged.flatMap((line) => {
    const now = lines.get(auditKey(line))
    if (now && auditText(now) === auditText(line)) return []
    return [
      {
        key: auditKey(line),
        what: now ? ('changed' as const) : ('missing' as const),
        logged: line,
      },
    ]
  })
}
