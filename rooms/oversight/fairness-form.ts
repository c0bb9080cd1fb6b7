import {
  attributesOfKey,
  type CodedColumn,
  encode,
  kAnonymousTables,
} from '../../libraries/private-release/index.ts'
import { type AuditedReport, auditOf, others } from './fairness.ts'
import {
  type AuditDimension,
  dimensions,
  type Mark,
  type Measure,
  type ShareMeasure,
  shareMeasures,
  type Verdict,
} from './fairness-codes.ts'

/** A group with at least k reports; every count rounded down to a multiple of k, null where it is not shown. */
export interface FormRow {
  code: string
  reports: number
  shares: Record<ShareMeasure, number | null>
}

/** The yearly form as it is published: nothing in it counts fewer than k reports. */
export interface FairnessForm {
  from: string
  until: string
  k: number
  reports: number
  tables: { by: AuditDimension; rows: FormRow[]; hidden: boolean }[]
  findings: {
    by: AuditDimension
    measure: Measure
    verdict: Verdict
    groups: { code: string; mark: Mark }[]
  }[]
}

/** Groups below this, and whatever could be worked out about them, are left out. */
export const SMALLEST_SHOWN = 10

/** A form is drawn up once its year is over; of made-up reports, all from these days, also before. */
export function mayDrawUp(year: number, today: string, madeUp: boolean): boolean {
  const running = Number(today.slice(0, 4))
  return year < running || (madeUp && year === running)
}

export function formOf(
  reports: readonly AuditedReport[],
  period: { from: string; until: string },
  k = SMALLEST_SHOWN,
): FairnessForm {
  const shown = shownOf(reports, k)
  const tables = dimensions.map((by) => {
    const codes = [...new Set(reports.map((report) => report[by] ?? ''))].filter(Boolean).sort()
    const rows = codes.flatMap((code) => {
      const count = shown.count(by, code)
      return count ? [{ code, reports: count, shares: sharesOf(shown, by, code) }] : []
    })
    return { by, rows, hidden: rows.length < codes.length }
  })
  const isShown = (by: AuditDimension, code: string) =>
    tables.some((table) => table.by === by && table.rows.some((row) => row.code === code))
  const findings = auditOf(reports).map(({ by, measure, verdict, groups }) => ({
    by,
    measure,
    verdict,
    groups: groups.flatMap(({ code, mark }) =>
      mark && code !== others && isShown(by, code) ? [{ code, mark }] : [],
    ),
  }))
  return { ...period, k, reports: shown.all, tables, findings }
}

function sharesOf(shown: Shown, by: AuditDimension, code: string): FormRow['shares'] {
  const of = (measure: ShareMeasure) => shown.count(by, code, measure)
  return {
    'case-opened': of('case-opened'),
    'nothing-to-act-on': of('nothing-to-act-on'),
    late: of('late'),
  }
}

interface Shown {
  all: number
  /** Null where it is rarer than k, or left out so that something rarer cannot be worked out. */
  count(by: AuditDimension, code: string, measure?: ShareMeasure): number | null
}

const outcomes: Record<ShareMeasure, (report: AuditedReport) => boolean> = {
  'case-opened': ({ decision }) => decision === 'open-case',
  'nothing-to-act-on': ({ decision }) => decision === 'nothing-to-act-on-so-far',
  late: ({ late }) => late,
}

/** All groups, and all groups with an outcome, as tables in which nobody rarer than k is to be found. */
function shownOf(reports: readonly AuditedReport[], k: number): Shown {
  if (reports.length < k) return { all: 0, count: () => null }
  const columns = [
    ...dimensions.map((by) =>
      columnOf(
        by,
        reports.map((report) => report[by] ?? ''),
      ),
    ),
    ...shareMeasures.map((one) =>
      columnOf(
        one,
        reports.map((report) => (outcomes[one](report) ? 'yes' : 'no')),
      ),
    ),
  ]
  const tables = kAnonymousTables(encode(reports.length, columns), { k, longest: 2 })
  const { columns: names, values, columnOf: at } = tables.schema
  const named = new Map<string, number>()
  for (const [key, count] of tables.counts) {
    const attributes = attributesOfKey(key, values.length + 1)
    named.set(
      attributes
        .map((a) => `${names[at[a]!]}=${values[a]}`)
        .sort()
        .join('&'),
      count,
    )
  }
  return {
    all: tables.records,
    count: (by, code, measure) => {
      const parts = [`${by}=${code}`, ...(measure ? [`${measure}=yes`] : [])]
      return named.get(parts.sort().join('&')) ?? null
    },
  }
}

function columnOf(name: string, cells: readonly string[]): CodedColumn {
  const values = ['', ...new Set(cells.filter(Boolean))]
  const code = new Map(values.map((value, i) => [value, i]))
  return { name, values, codes: Int32Array.from(cells, (cell) => code.get(cell)!) }
}
