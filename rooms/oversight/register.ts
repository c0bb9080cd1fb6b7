import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { BothNames } from '../../core/schema.ts'
import { listCeremonies } from './ceremony.ts'
import { logsOf, publicLog } from './logs.ts'
import { findFigures, queryOf } from './records.ts'
import { siteManifest } from './site.ts'

const Count = Type.Integer()
export const TallyShape = Type.Object({
  received: Count,
  open: Count,
  overdue: Count,
  closed: Type.Record(Type.String(), Count),
  caseOpened: Count,
  handedOver: Count,
  takenOver: Count,
  expired: Count,
})

export const RegisterAnswer = Type.Object({
  figures: Type.Union([
    Type.Object({
      size: Count,
      at: Type.String(),
      tallies: Type.Record(Type.String(), TallyShape),
    }),
    Type.Null(),
  ]),
  /** What the units of the log are called. */
  units: Type.Record(Type.String(), BothNames),
  /** What the witnesses are called, by their names in the policy. */
  witnesses: Type.Record(Type.String(), BothNames),
  /** Openings of desks' recovery keys, the newest first; each is a line of the log too. */
  ceremonies: Type.Array(
    Type.Object({ unit: Type.String(), reason: Type.String(), at: Type.String() }),
  ),
  /** The line that this release of the site has in the log; null where it is not there yet. */
  site: Type.Object({ hash: Type.String(), index: Type.Union([Count, Type.Null()]) }),
})
export type RegisterAnswer = Static<typeof RegisterAnswer>

/** What the public page of the log shows and compares. */
export async function readRegister(db: Db, house: House): Promise<RegisterAnswer> {
  const { rows } = await sql<{
    key: string
    name_en: string
    name_ur: string
  }>`select key, name_en, name_ur from reports.desk`.execute(db)
  const { hash } = siteManifest()
  const places = await publicLog.findIndexes(queryOf(db), [`site/${hash}`])
  return {
    figures: (await findFigures(db)) ?? null,
    units: Object.fromEntries(rows.map(({ key, name_en: en, name_ur: ur }) => [key, { en, ur }])),
    witnesses: logsOf(house).witnessNames,
    ceremonies: await listCeremonies(db),
    site: { hash, index: places.get(`site/${hash}`) ?? null },
  }
}
