import type { Counted } from '../counting.ts'
import { type Axis, cubeOf, joinCubes, lawAxis } from './cube.ts'
import { categoryOf, mappedOf, sexMapping, statusMapping } from './forms-crosswalk.ts'
import { type FormCrosswalk, sdmxSexOf } from './htcds.ts'
import { justiceCube, justiceRow, lawColumns, sexColumns } from './justice.ts'
import {
  calendarYear,
  lawsOf,
  type Material,
  type Standard,
  type StandardTable,
} from './standard.ts'
import {
  ageAxis,
  citizenshipAxis,
  citizenshipTable,
  groupsIn,
  groupTable,
  lawTable,
  sexAxis,
  VICTIM,
} from './victims.ts'

/** Forms as UNODC words them; wording read in its slides of 2014, the questionnaire's own list was not. */
export const glotipForms = [
  'sexual-exploitation',
  'forced-labour',
  'organ-removal',
  'begging',
  'criminal-activity',
  'illegal-adoption',
  'forced-marriage',
  'child-soldiers',
  'other-purposes',
] as const

export const glotipCrosswalk: FormCrosswalk<(typeof glotipForms)[number]> = {
  ForcedLabour: { to: 'forced-labour', grade: 'official-copy' },
  SexualExploitation: { to: 'sexual-exploitation', grade: 'official-copy' },
  ChildLabour: { to: 'forced-labour', grade: 'proposal' },
  ForcedMarriage: { to: 'forced-marriage', grade: 'official-copy' },
  Servitude: { to: 'forced-labour', grade: 'memory' },
  ForcedMilitaryByNonStateActors: { to: 'child-soldiers', grade: 'proposal' },
  OrganRemoval: { to: 'organ-removal', grade: 'official-copy' },
  ForcedBegging: { to: 'begging', grade: 'official-copy' },
  ForcedAdoption: { to: 'illegal-adoption', grade: 'official-copy' },
  Surrogacy: { to: 'other-purposes', grade: 'proposal' },
  Other: { to: 'other-purposes', grade: 'proposal' },
}

const NO_FORM = 'not-recorded'

export const glotipFormAxis: Axis<Counted> = {
  name: 'form',
  codes: [...glotipForms, 'mixed', NO_FORM],
  of: ({ forms }) => {
    // HTCDS has no code of its own for what people are forced to do against the law.
    if (forms.length === 1 && forms[0] === 'forced-criminality') return 'criminal-activity'
    return categoryOf(glotipCrosswalk, forms, { mixed: 'mixed', unknown: NO_FORM })
  },
}

export const glotip: Standard = {
  code: 'glotip',
  edition: 'UNODC questionnaire for the Global Report on Trafficking in Persons, 2016',
  source:
    'https://scribd.com/document/390661714/UNODC-Questionnaire-2016 (questions 1 and 2; the rest from memory)',
  grade: 'memory',
  periodOf: calendarYear,
  fill,
  mapping: [
    ...mappedOf('vic_TypeOfExploitation', glotipCrosswalk),
    { from: 'forced-criminality', to: 'criminal-activity', none: null, grade: 'proposal' },
    ...sexMapping(sdmxSexOf, 'proposal'),
    ...statusMapping,
  ],
  gaps: [
    { asks: 'citizenship-convicted', section: 'GLOTIP Q5', why: 'not-counted', grade: 'memory' },
    { asks: 'repatriated', section: 'GLOTIP Q9', why: 'not-recorded', grade: 'memory' },
    { asks: 'assisted', section: 'GLOTIP Q10', why: 'not-counted', grade: 'memory' },
    { asks: 'cautioned', section: 'GLOTIP Q2.1', why: 'not-recorded', grade: 'official-copy' },
  ],
}

function fill({ victims, steps }: Material) {
  const laws = lawAxis(victims, NO_FORM)
  const citizenship = citizenshipAxis(victims)
  const columns = groupsIn(victims)
  const sexes = [...sexColumns, 'total']
  const byLaw = [...lawColumns(steps), 'total']
  const question = (
    code: string,
    section: string,
    step: 'suspected' | 'prosecuted' | 'convicted',
    grade: StandardTable['grade'],
  ): StandardTable => ({
    code,
    section,
    grade,
    unit: 'persons',
    columns: sexes,
    rows: [justiceRow(step, 'sex', sexes)],
  })
  return {
    cube: joinCubes([
      cubeOf(VICTIM, victims, [glotipFormAxis, sexAxis, ageAxis]),
      cubeOf(VICTIM, victims, [citizenship]),
      cubeOf(VICTIM, victims, [laws]),
      justiceCube(steps),
    ]),
    laws: lawsOf([...victims, ...steps]),
    tables: [
      {
        code: 'offences',
        section: 'GLOTIP Q1.1',
        grade: 'official-copy' as const,
        unit: 'cases' as const,
        columns: ['total'],
        rows: [justiceRow('offence', 'law', ['total'])],
      },
      {
        code: 'articles',
        section: 'GLOTIP Q1.2, Q2.2',
        grade: 'official-copy' as const,
        unit: 'persons' as const,
        columns: byLaw,
        rows: (['offence', 'suspected', 'prosecuted', 'convicted'] as const).map((step) =>
          justiceRow(step, 'law', byLaw),
        ),
      },
      question('suspects', 'GLOTIP Q2.1', 'suspected', 'official-copy'),
      question('prosecutions', 'GLOTIP Q3', 'prosecuted', 'memory'),
      question('convictions', 'GLOTIP Q4', 'convicted', 'memory'),
      groupTable(
        { code: 'victims-by-group', section: 'GLOTIP Q6', grade: 'memory' },
        undefined,
        columns,
      ),
      groupTable(
        { code: 'victims-by-form', section: 'GLOTIP Q7', grade: 'memory' },
        glotipFormAxis,
        columns,
      ),
      citizenshipTable('GLOTIP Q8', citizenship),
      lawTable('GLOTIP Q1.2', laws.codes),
    ],
  }
}
