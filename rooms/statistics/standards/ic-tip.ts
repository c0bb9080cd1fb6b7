import type { Counted } from '../counting.ts'
import { htcdsOf } from '../forms.ts'
import { htcdsStatus, NOT_RECORDED } from '../victim.ts'
import { type CodeList, type CodeListEntry, codeListVariables } from './code-list.ts'
import { type Axis, cubeOf, joinCubes, lawAxis } from './cube.ts'
import { statusMapping } from './forms-crosswalk.ts'
import { htcdsForms, sdmxSexOf } from './htcds.ts'
import { justiceCube, justiceRow, sexColumns } from './justice.ts'
import { calendarYear, lawsOf, type Mapped, type Material, type Standard } from './standard.ts'
import { citizenshipAxis, citizenshipTable, groupTable, lawTable, VICTIM } from './victims.ts'

/**
 * IOM and UNODC's classification. Its own code lists could not be opened, so none come with Panah:
 * an installation that holds them loads them, and until then the codes of HTCDS stand in their place.
 */
export function icTip(loaded: CodeList | undefined): Standard {
  return {
    code: 'ic-tip',
    edition: loaded
      ? `IC-TIP, ${loaded.edition}`
      : 'IC-TIP, adopted March 2025; code lists not loaded',
    source: loaded?.source ?? 'https://unstats.un.org/unsd/classifications/Family/Detail/2099',
    grade: loaded ? 'proposal' : 'memory',
    periodOf: calendarYear,
    fill: (material) => fill(material, loaded),
    mapping: [...(loaded ? mappingOf(loaded) : notLoaded()), ...statusMapping],
    gaps: [
      ...(loaded
        ? []
        : [
            {
              asks: 'ic-tip-codes',
              section: 'IC-TIP',
              why: 'text-not-read' as const,
              grade: 'memory' as const,
            },
          ]),
      { asks: 'event', section: 'IC-TIP, TIP event', why: 'not-counted', grade: 'memory' },
      {
        asks: 'reporting-entity',
        section: 'IC-TIP, reporting entity',
        why: 'not-counted',
        grade: 'memory',
      },
    ],
  }
}

/** The HTCDS codes, in each variable, that a victim has. */
export const htcdsCodesOf: Record<(typeof codeListVariables)[number], (one: Counted) => string[]> =
  {
    vic_TypeOfExploitation: ({ forms }) => htcdsOf(forms),
    prs_Gender: ({ sex }) => [sex],
    vic_TraffickingStatus: ({ status }) => [htcdsStatus[status]],
    age_group: ({ ageGroup }) => [ageGroup],
  }

/** A variable as one axis: the loaded code, "several", or the HTCDS code that no list has a place for. */
function axisOf(
  variable: (typeof codeListVariables)[number],
  entries: readonly CodeListEntry[],
  victims: readonly Counted[],
): Axis<Counted> {
  const own = entries.filter((one) => one.variable === variable)
  const codeOf = (htcds: string) =>
    own.find((one) => one.htcds.includes(htcds))?.code ?? `HTCDS ${htcds}`
  const of = (one: Counted) => {
    const found = new Set(htcdsCodesOf[variable](one).map(codeOf))
    if (found.size === 0) return NOT_RECORDED
    return found.size === 1 ? [...found][0]! : 'several'
  }
  const codes = [...new Set([...own.map(({ code }) => code), ...victims.map(of)])].filter(
    (code) => code !== NOT_RECORDED && code !== 'several',
  )
  return { name: variable, codes: [...codes, 'several', NOT_RECORDED], of }
}

function fill({ victims, steps }: Material, loaded: CodeList | undefined) {
  const axes = codeListVariables.map((variable) => axisOf(variable, loaded?.entries ?? [], victims))
  const citizenship = citizenshipAxis(victims)
  const laws = lawAxis(victims, NOT_RECORDED)
  const sexes = [...sexColumns, 'total']
  const grade = loaded ? ('proposal' as const) : ('memory' as const)
  return {
    cube: joinCubes([
      ...axes.map((axis) => cubeOf(VICTIM, victims, [axis])),
      cubeOf(VICTIM, victims, [citizenship]),
      cubeOf(VICTIM, victims, [laws]),
      justiceCube(steps),
    ]),
    laws: lawsOf([...victims, ...steps]),
    tables: [
      ...axes.map((axis) =>
        groupTable({ code: axis.name, section: 'IC-TIP, victim', grade }, axis, []),
      ),
      citizenshipTable('IC-TIP, victim', citizenship),
      {
        code: 'perpetrators',
        section: 'IC-TIP, perpetrator',
        grade: 'memory' as const,
        unit: 'persons' as const,
        columns: sexes,
        rows: (['suspected', 'prosecuted', 'convicted', 'acquitted'] as const).map((step) =>
          justiceRow(step, 'sex', sexes),
        ),
      },
      lawTable('IC-TIP, victim', laws.codes),
    ],
  }
}

const asked: Record<string, readonly string[]> = {
  vic_TypeOfExploitation: htcdsForms,
  prs_Gender: Object.keys(sdmxSexOf),
}

function mappingOf({ entries }: CodeList): Mapped[] {
  return Object.entries(asked).flatMap(([variable, codes]) =>
    codes.map((code): Mapped => {
      const entry = entries.find((one) => one.variable === variable && one.htcds.includes(code))
      return {
        from: `${variable}: ${code}`,
        to: entry?.code ?? null,
        none: entry ? null : 'no-code',
        grade: 'proposal',
      }
    }),
  )
}

function notLoaded(): Mapped[] {
  return Object.entries(asked).flatMap(([variable, codes]) =>
    codes.map((code) => ({
      from: `${variable}: ${code}`,
      to: null,
      none: 'text-not-read' as const,
      grade: 'memory' as const,
    })),
  )
}
