import type { Counted } from '../counting.ts'
import { NOT_RECORDED } from '../victim.ts'
import { type Axis, cubeOf, joinCubes, lawAxis } from './cube.ts'
import { sexMapping, statusMapping } from './forms-crosswalk.ts'
import { htcdsForms, sdmxSexOf } from './htcds.ts'
import { justiceCube, justiceRow, lawColumns, placeColumns } from './justice.ts'
import { calendarYear, lawsOf, type Material, type Standard } from './standard.ts'
import { ageAxis, groupsIn, groupTable, lawTable, sexAxis, VICTIM } from './victims.ts'

/** The table of the unit that keeps the national database under rule 43; its own form was not opened. */
export const nationalPolice: Standard = {
  code: 'national-police',
  edition: 'National Database on Trafficking in Persons, PTIP Rules 2020, rule 43',
  source:
    'https://www.npb.gov.pk/national-database-on-trafficking-in-person-management-unit (duties of the unit; its form was not opened)',
  grade: 'proposal',
  periodOf: calendarYear,
  fill,
  mapping: [
    ...htcdsForms.map((form) => ({
      from: `vic_TypeOfExploitation: ${form}`,
      to: null,
      none: 'text-not-read' as const,
      grade: 'proposal' as const,
    })),
    ...sexMapping(sdmxSexOf, 'proposal'),
    ...statusMapping,
  ],
  gaps: [
    {
      asks: 'police-form',
      section: 'PTIP Rules 2020, r. 43',
      why: 'text-not-read',
      grade: 'proposal',
    },
    {
      asks: 'other-files',
      section: 'PTIP Rules 2020, r. 43',
      why: 'not-recorded',
      grade: 'proposal',
    },
    {
      asks: 'routes',
      section: 'PTIP Rules 2020, r. 43',
      why: 'not-counted',
      grade: 'official-copy',
    },
  ],
}

function fill({ victims, steps }: Material) {
  const place = placeAxis(victims)
  const laws = lawAxis(victims, NOT_RECORDED)
  const columns = groupsIn(victims)
  const byLaw = [...lawColumns(steps), 'total']
  const byPlace = [...placeColumns(steps), 'total']
  const about = {
    section: 'PTIP Rules 2020, r. 43',
    grade: 'proposal' as const,
    unit: 'persons' as const,
  }
  const rows = ['offence', 'suspected', 'prosecuted', 'convicted', 'acquitted'] as const
  return {
    cube: joinCubes([
      cubeOf(VICTIM, victims, [place, sexAxis, ageAxis]),
      cubeOf(VICTIM, victims, [laws]),
      justiceCube(steps),
    ]),
    laws: lawsOf([...victims, ...steps]),
    tables: [
      {
        code: 'police-by-law',
        ...about,
        columns: byLaw,
        rows: rows.map((step) => justiceRow(step, 'law', byLaw)),
      },
      {
        code: 'police-by-jurisdiction',
        ...about,
        columns: byPlace,
        rows: rows.map((step) => justiceRow(step, 'place', byPlace)),
      },
      groupTable({ code: 'victims-by-province', ...about }, place, columns),
      lawTable(about.section, laws.codes),
    ],
  }
}

function placeAxis(victims: readonly Counted[]): Axis<Counted> {
  const of = ({ province, country }: Counted) => province ?? country ?? NOT_RECORDED
  const found = [...new Set(victims.map(of))].filter((code) => code !== NOT_RECORDED)
  return { name: 'place', codes: [...found.toSorted(), NOT_RECORDED], of }
}
