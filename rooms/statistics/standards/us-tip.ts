import type { Counted } from '../counting.ts'
import { type Axis, cubeOf, joinCubes, lawAxis } from './cube.ts'
import { mappedOf, sexMapping, statusMapping } from './forms-crosswalk.ts'
import { type FormCrosswalk, sdmxSexOf } from './htcds.ts'
import { justiceCube, justiceRow, kindColumns, kindOf, lawColumns } from './justice.ts'
import { lawsOf, type Material, type Standard } from './standard.ts'
import { ageAxis, groupsIn, groupTable, lawTable, sexAxis, VICTIM } from './victims.ts'

/** What the report parts victims and cases by; the words are ours, the parting is from memory of its tables. */
const tipCrosswalk: FormCrosswalk<'sex-trafficking' | 'labour-trafficking' | 'unspecified'> = {
  ForcedLabour: { to: 'labour-trafficking', grade: 'memory' },
  SexualExploitation: { to: 'sex-trafficking', grade: 'memory' },
  ChildLabour: { to: 'labour-trafficking', grade: 'proposal' },
  ForcedMarriage: { to: 'unspecified', grade: 'proposal' },
  Servitude: { to: 'labour-trafficking', grade: 'memory' },
  ForcedMilitaryByNonStateActors: { to: 'labour-trafficking', grade: 'proposal' },
  OrganRemoval: { to: 'unspecified', grade: 'proposal' },
  ForcedBegging: { to: 'labour-trafficking', grade: 'memory' },
  ForcedAdoption: { to: 'unspecified', grade: 'proposal' },
  Surrogacy: { to: 'unspecified', grade: 'proposal' },
  Other: { to: 'unspecified', grade: 'proposal' },
}

const tipVictimAxis: Axis<Counted> = {
  name: 'kind',
  codes: kindColumns,
  of: ({ forms }) => kindOf(forms),
}

export const usTip: Standard = {
  code: 'us-tip',
  edition: 'Tables of the US Trafficking in Persons Report, as its country narratives have them',
  source:
    'Read across narratives of Pakistan, 2021 to 2025; the form that governments fill in was not opened',
  grade: 'memory',
  // The report of a year tells April of the year before to March.
  periodOf: (year) => ({ from: `${year - 1}-04-01`, until: `${year}-03-31` }),
  fill,
  mapping: [
    ...mappedOf('vic_TypeOfExploitation', tipCrosswalk),
    ...sexMapping(sdmxSexOf, 'proposal'),
    ...statusMapping,
  ],
  gaps: [
    { asks: 'continuing', section: 'Prosecution', why: 'not-counted', grade: 'memory' },
    { asks: 'referred', section: 'Protection', why: 'not-counted', grade: 'memory' },
    { asks: 'officials', section: 'Prosecution', why: 'not-recorded', grade: 'memory' },
    { asks: 'funding', section: 'Protection', why: 'not-recorded', grade: 'memory' },
    { asks: 'trainings', section: 'Prosecution', why: 'not-recorded', grade: 'memory' },
    { asks: 'penalised', section: 'Protection', why: 'not-recorded', grade: 'memory' },
  ],
}

function fill({ victims, steps }: Material) {
  const laws = lawAxis(victims, 'not-recorded')
  const kinds = [...kindColumns, 'total']
  const byLaw = [...lawColumns(steps), 'total']
  const about = { grade: 'memory' as const, unit: 'persons' as const }
  const columns = groupsIn(victims)
  return {
    cube: joinCubes([
      cubeOf(VICTIM, victims, [tipVictimAxis, sexAxis, ageAxis]),
      cubeOf(VICTIM, victims, [laws]),
      justiceCube(steps),
    ]),
    laws: lawsOf([...victims, ...steps]),
    tables: [
      {
        code: 'law-enforcement',
        section: 'Prosecution',
        ...about,
        columns: kinds,
        rows: (['offence', 'prosecuted', 'convicted', 'convicted-other', 'acquitted'] as const).map(
          (step) => justiceRow(step, 'kind', kinds),
        ),
      },
      {
        code: 'law-enforcement-by-law',
        section: 'Prosecution',
        ...about,
        columns: byLaw,
        rows: (['offence', 'prosecuted', 'convicted'] as const).map((step) =>
          justiceRow(step, 'law', byLaw),
        ),
      },
      {
        code: 'sentences',
        section: 'Prosecution',
        ...about,
        columns: ['total'],
        rows: (['sentenced-prison', 'sentenced-fine-only'] as const).map((step) =>
          justiceRow(step, 'law', ['total']),
        ),
      },
      groupTable(
        { code: 'victims-identified', section: 'Protection', grade: 'memory' },
        tipVictimAxis,
        columns,
      ),
      lawTable('Protection', laws.codes),
    ],
  }
}
