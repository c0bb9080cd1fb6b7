import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { IncidentKind } from './incident.ts'

/** A case in codes alone: nothing that names anybody. */
export interface CodedCase {
  id: string
  jurisdiction: string
  reportId: string | null
  openedOn: string
  incidents: {
    kind: IncidentKind
    fromOn: string | null
    placeCode: string | null
    country: string | null
  }[]
  facts: string[]
  /** Of each accused: keyed blind indexes of CNIC, passport, or name with day of birth; and of the phone. */
  accused: { marks: string[]; phone: string | null }[]
}

/** The cases opened in a country or province between two days, for who counts; runs as the system. */
export async function listCodedCases(
  db: Db,
  of: { jurisdiction: string; from: string; until: string },
): Promise<CodedCase[]> {
  const { rows } = await sql<CodedCase>`
    select c.id, c.jurisdiction, c.report_id as "reportId",
      ((c.opened_at at time zone 'Asia/Karachi')::date)::text as "openedOn",
      coalesce((select jsonb_agg(jsonb_build_object('kind', i.kind, 'fromOn', i.from_on,
          'placeCode', i.place_code, 'country', i.country) order by i.from_on, i.id)
        from cases.incident i where i.case_id = c.id), '[]') as incidents,
      array(select distinct a.fact from cases.allegation a where a.case_id = c.id
        and a.superseded_by_id is null and a.certainty <> 'disputed' order by 1) as facts,
      coalesce((select jsonb_agg(jsonb_build_object('phone', p.phone_index,
          'marks', array_remove(array['c' || p.cnic_index, 'p' || p.passport_index,
            'n' || p.name_index || p.birth_on::text], null)) order by p.id)
        from cases.person p where p.case_id = c.id and 'accused' = any (p.roles)), '[]') as accused
    from cases.case_file c
    where (c.jurisdiction = ${of.jurisdiction} or c.jurisdiction like ${of.jurisdiction} || '-%')
      and (c.opened_at at time zone 'Asia/Karachi')::date between ${of.from} and ${of.until}
    order by c.opened_at, c.id`.execute(db)
  return rows
}
