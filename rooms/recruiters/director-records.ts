import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { cnicsIn } from './numbers.ts'

/** Another licence with people of this one behind it. */
export interface BehindSame {
  licenseeId: string
  /** Names as the lists give them; empty where the list names none beside the CNIC. */
  people: string[]
}

/** Licences that share a director or partner with this one, by their CNICs alone: a name proves nobody. */
export async function listBehindSame(
  db: Db,
  { fields }: Pick<House, 'fields'>,
  licenseeId: string,
): Promise<BehindSame[]> {
  const { rows } = await sql<{ id: string; directors: string | null; shared: string[] }>`
    select o.id, o.directors_sealed as directors,
      array(select unnest(o.director_indexes) intersect select unnest(l.director_indexes)) as shared
    from recruiters.licensee l
      join recruiters.licensee o on o.director_indexes && l.director_indexes and o.id <> l.id
    where l.id = ${licenseeId}
    order by o.status_since desc nulls last, o.id`.execute(db)
  return rows.map(({ id, directors, shared }) => ({
    licenseeId: id,
    people: namesOf(directors ? fields.open(directors) : '', (cnic) =>
      shared.includes(fields.index('cnic', cnic)),
    ),
  }))
}

/** The names that stand with the chosen CNICs in a list's cell, such as `Akram 35202-… ; Bano 35202-…`. */
export function namesOf(cell: string, isChosen: (cnic: string) => boolean): string[] {
  return cell
    .split(/[;,\n|/،؛]+/)
    .filter((part) => cnicsIn(part).some(isChosen))
    .map((part) => part.replace(/[\d۰-۹()-]+/g, ' ').replace(/\b(cnic|nic)\b\.?:?/gi, ' '))
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
}
