import { type Feed, type Query, utf8 } from '../../libraries/transparency-log/index.ts'

/** A line of the audit trail as the private log has it: every column, in this order. */
export interface AuditEntry {
  jurisdiction: string
  id: string
  at: string
  person: string
  agency: string
  what: string
  about: string[]
  outcome: string
  why: string | null
}

const columns = `a.jurisdiction, a.id,
  to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  a.person_id as person, a.agency_id as agency, a.what, a.about, a.outcome, a.why`

export function auditText(line: AuditEntry): string {
  const { jurisdiction, id, at, person, agency, what, about, outcome, why } = line
  return JSON.stringify({ jurisdiction, id, at, person, agency, what, about, outcome, why })
}

export const auditKey = ({ jurisdiction, id }: Pick<AuditEntry, 'jurisdiction' | 'id'>) =>
  `${jurisdiction}/${id}`

/** How long a line may be of a transaction that is not committed yet while a younger one is in the log. */
export const OVERLAP_MINUTES = 10

/**
 * The lines that are not in the log. They are committed with what they record and taken up here, so
 * a crash loses none; a line is looked for as far back as a transaction can have been open.
 */
export const auditFeed: Feed = {
  take: async (query, most) => {
    const lines = await query<AuditEntry>(
      `select ${columns} from core.audit_line a
       where a.at >= coalesce((select max(at) from oversight.audit_mark), '-infinity') - make_interval(mins => $1)
         and not exists (select from oversight.log_key k where k.log = 'audit' and k.key = a.jurisdiction || '/' || a.id)
       order by a.at, a.id limit $2`,
      [OVERLAP_MINUTES, most],
    )
    const last = lines.at(-1)
    if (last)
      await query('update oversight.audit_mark set at = greatest(at, $1::timestamptz)', [last.at])
    return lines.map((line) => ({ key: auditKey(line), entry: utf8(auditText(line)) }))
  },
  placed: async () => undefined,
  refused: async () => undefined,
}

/** The lines with these keys, as they are in the table now. */
export async function findAuditLines(
  query: Query,
  ids: readonly string[],
): Promise<Map<string, AuditEntry>> {
  const rows = await query<AuditEntry>(
    `select ${columns} from core.audit_line a where a.id = any ($1::uuid[])`,
    [ids],
  )
  return new Map(rows.map((line) => [auditKey(line), line]))
}

/** Lines that should long be in the log and are not: somebody has put them in from behind. */
export async function listUnloggedLines(query: Query): Promise<AuditEntry[]> {
  return query<AuditEntry>(
    `select ${columns} from core.audit_line a
     where a.at < now() - make_interval(mins => $1)
       and not exists (select from oversight.log_key k where k.log = 'audit' and k.key = a.jurisdiction || '/' || a.id)
     order by a.at limit 100`,
    [OVERLAP_MINUTES],
  )
}
