import type { Db } from '../../core/database.ts'
import { ledgerKeptElsewhere, promiseOf } from '../../libraries/private-release/index.ts'
import {
  type FileBrief,
  type LedgerLine,
  listBudgets,
  listLedger,
  listPublicFiles,
} from './release-records.ts'

export interface PublicLine
  extends Pick<
    LedgerLine,
    | 'id'
    | 'at'
    | 'epsilon'
    | 'k'
    | 'columns'
    | 'longest'
    | 'countedOn'
    | 'outcome'
    | 'publishedAt'
    | 'withdrawnAt'
    | 'withdrawnReason'
  > {
  kind: 'table' | 'records'
  /** Of the whole budget, in percent. */
  share: number
  files: Omit<FileBrief, 'releaseId'>[]
}

export interface PublicBudget {
  place: string
  year: number
  epsilon: string
  delta: string
  confirmedAt: string
  left: number
  spentEpsilon: number
  releases: PublicLine[]
}

/** The ledger as anybody may read it: the confirmed budgets, and each line spent from them. */
export async function publicLedger(db: Db): Promise<{ budgets: PublicBudget[] }> {
  const lines = await listLedger(db)
  const files = await listPublicFiles(db)
  const budgets = (await listBudgets(db)).flatMap((budget): PublicBudget[] => {
    if (!budget.confirmedAt) return []
    const own = lines.filter(
      ({ jurisdiction, year }) => jurisdiction === budget.jurisdiction && year === budget.year,
    )
    const ledger = ledgerKeptElsewhere(budget, own)
    return [
      {
        place: budget.jurisdiction,
        year: budget.year,
        epsilon: budget.epsilon,
        delta: budget.delta,
        confirmedAt: budget.confirmedAt,
        left: (100 * ledger.remaining().rho) / budget.rho,
        spentEpsilon: promiseOf(ledger).epsilon,
        releases: own.map((line) => publicLine(line, budget.rho, files)),
      },
    ]
  })
  return { budgets }
}

function publicLine(line: LedgerLine, rho: number, files: readonly FileBrief[]): PublicLine {
  const { id, at, epsilon, k, columns, longest, countedOn, outcome, publishedAt } = line
  return {
    ...{ id, at, epsilon, k, columns, longest, countedOn, outcome, publishedAt },
    withdrawnAt: line.withdrawnAt,
    withdrawnReason: line.withdrawnReason,
    kind: line.kind === 'dp' ? 'records' : 'table',
    share: (100 * line.rho) / rho,
    files: files
      .filter(({ releaseId }) => releaseId === line.id)
      .map(({ name, sha256, size }) => ({ name, sha256, size })),
  }
}
