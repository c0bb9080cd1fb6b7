import { sql } from 'kysely'
import type { Db } from './database.ts'
import { newId } from './ids.ts'
import type { Person } from './people.ts'

export interface AuditLine {
  person: Pick<Person, 'id' | 'agencyId' | 'jurisdiction'>
  what: string
  about: readonly string[]
  outcome: 'done' | 'refused'
  /** A code, such as 'break-glass' or the code of the refusal. */
  why: string | null
}

/** Writes one line of the audit trail in the transaction of what it records. */
export async function writeAuditLine(db: Db, line: AuditLine): Promise<void> {
  const about = `{${[...new Set(line.about)].join(',')}}`
  await sql`insert into core.audit_line (jurisdiction, id, person_id, agency_id, what, about, outcome, why)
    values (${line.person.jurisdiction}, ${newId()}, ${line.person.id}, ${line.person.agencyId},
      ${line.what}, ${about}::uuid[], ${line.outcome}, ${line.why})`.execute(db)
}
