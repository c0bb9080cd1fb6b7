import { Value } from 'typebox/value'
import { factCodes } from '../cases/door.ts'
import {
  type Act,
  citationOf,
  factsOf,
  findProvision,
  type Law,
  type Provision,
  type ProvisionRole,
  points,
  type Version,
} from './law.ts'
import { faultsIn, LawSchema, VersionSchema } from './law-schema.ts'

/** A dated version of one section, as a legal officer drafts it. */
export interface VersionDraft {
  cited: string
  /** Only for a section that the library does not hold yet. */
  role?: ProvisionRole
  version: Version
  /** Sources that the Act does not name yet. */
  sources: Act['sources']
}

export interface SignedChange {
  draft: VersionDraft
  /** Set where the one who signed did so as a lawyer. */
  lawyer: { by: string; on: string } | null
}

/** The base with the signed versions on top, in the order in which they were signed. */
export function withChanges(base: Law, changes: readonly SignedChange[]): Law {
  return changes.reduce(
    (law, { draft, lawyer }) =>
      withVersion(law, {
        ...draft,
        version: { ...draft.version, reviewedByLawyer: lawyer ?? draft.version.reviewedByLawyer },
      }),
    base,
  )
}

/** Adds the version; the text that stood until then ends on its first day and stays readable. */
export function withVersion(law: Law, draft: VersionDraft): Law {
  const [code] = draft.cited.split(' ')
  return {
    ...law,
    acts: law.acts.map((act) =>
      act.act === code
        ? {
            ...act,
            sources: { ...act.sources, ...draft.sources },
            provisions: provisionsWith(act, draft),
          }
        : act,
    ),
  }
}

function provisionsWith(act: Act, draft: VersionDraft): Provision[] {
  const known = act.provisions.find((one) => citationOf(act, one) === draft.cited)
  if (!known) {
    const section = draft.cited.slice(act.act.length + 1)
    return [
      ...act.provisions,
      { section, role: draft.role ?? 'offence', versions: [draft.version] },
    ]
  }
  const versions = [...known.versions.map((one) => endedBy(one, draft.version)), draft.version]
  return act.provisions.map((one) => (one === known ? { ...known, versions } : one))
}

/** Two texts of one section never stand on one day in one place. */
function endedBy(before: Version, next: Version): Version {
  if (before.standing === 'reported' || next.standing === 'reported') return before
  if (next.from === null || (before.from !== null && before.from >= next.from)) return before
  if (!sameGround(before, next)) return before
  return before.until === null || before.until > next.from
    ? { ...before, until: next.from }
    : before
}

function sameGround(a: Version, b: Version): boolean {
  return !a.where || !b.where || a.where.some((one) => b.where!.includes(one))
}

/** The texts that a draft would end, by their keys. */
export function endsOf(law: Law, draft: VersionDraft): string[] {
  const before = findProvision(law, draft.cited)?.provision.versions ?? []
  return before.filter((one) => endedBy(one, draft.version) !== one).map((one) => one.key)
}

/** Every fault of a draft, with its place; empty where it may be sent to a second person. */
export function faultsOfDraft(law: Law, draft: VersionDraft): string[] {
  if (!Value.Check(VersionSchema, draft.version)) return schemaFaults(VersionSchema, draft.version)
  const [code = '', ...section] = draft.cited.split(' ')
  const act = law.acts.find((one) => one.act === code)
  if (!act || section.join(' ').trim() === '') return [`cited: no Act with the code "${code}" here`]
  const faults: string[] = []
  const { version } = draft
  const known = findProvision(law, draft.cited)?.provision
  if (!known && !draft.role) faults.push('role: a section that is not held yet needs its role')
  if (known?.versions.some((one) => one.key === version.key))
    faults.push(`key: "${version.key}" is already the key of a version of ${draft.cited}`)
  if (version.standing === 'in-force' && version.from === null)
    faults.push('from: a new version needs the first day on which it stands')
  for (const day of ['from', 'until', 'reportedOn'] as const)
    if (version[day] && !isRealDay(version[day])) faults.push(`${day}: ${version[day]} is no day`)
  for (const other of known?.versions ?? [])
    if (overlaps(endedBy(other, version), version))
      faults.push(
        `from: overlaps with the version "${other.key}", which begins on ${other.from ?? 'an earlier day'}`,
      )
  const after = withVersion(law, draft)
  return [...faults, ...faultsIn(after), ...unknownFacts(after)].filter(
    (one, nth, all) => all.indexOf(one) === nth,
  )
}

function overlaps(a: Version, b: Version): boolean {
  if (a.standing === 'reported' || b.standing === 'reported' || !sameGround(a, b)) return false
  return (
    (a.from === null || b.until === null || a.from < b.until) &&
    (b.from === null || a.until === null || b.from < a.until)
  )
}

function isRealDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
}

/** Every fault of a whole library in one file, with its place. */
export function faultsOfLibrary(data: unknown): string[] {
  if (!Value.Check(LawSchema, data)) return schemaFaults(LawSchema, data)
  const law = data as unknown as Law
  const codes = law.acts.map((one) => one.act)
  const twice = codes.filter((one, nth) => codes.indexOf(one) !== nth)
  return [...twice.map((one) => `Act ${one}: held twice`), ...faultsIn(law), ...unknownFacts(law)]
}

function schemaFaults(schema: typeof LawSchema | typeof VersionSchema, data: unknown): string[] {
  return Value.Errors(schema as never, data).map(
    (one) => `${one.instancePath.slice(1).replaceAll('/', ' › ') || 'file'}: ${one.message}`,
  )
}

/** Facts that no case can state: a condition on one would never be met. */
function unknownFacts(law: Law): string[] {
  const known = new Set<string>([...factCodes, ...points])
  return law.acts.flatMap((act) =>
    act.provisions.flatMap((provision) =>
      provision.versions.flatMap((version) =>
        version.elements.flatMap((element) =>
          (element.when ? factsOf(element.when) : [])
            .filter((fact) => !known.has(fact))
            .map(
              (fact) =>
                `${citationOf(act, provision)} @ ${version.key}, ${element.id}: unknown fact "${fact}"`,
            ),
        ),
      ),
    ),
  )
}

export interface Difference {
  cited: string
  what: 'added' | 'removed' | 'changed'
  /** Keys of the versions that differ. */
  versions: string[]
}

/** What another library says otherwise, section by section. */
export function differences(before: Law, after: Law): Difference[] {
  const old = provisionsOf(before)
  const next = provisionsOf(after)
  const cited = [...new Set([...old.keys(), ...next.keys()])]
  return cited.flatMap((name): Difference[] => {
    const a = old.get(name)
    const b = next.get(name)
    if (!a) return [{ cited: name, what: 'added', versions: b!.map((one) => one.key) }]
    if (!b) return [{ cited: name, what: 'removed', versions: a.map((one) => one.key) }]
    const keys = [...new Set([...a, ...b].map((one) => one.key))]
    const changed = keys.filter((key) => textOf(a, key) !== textOf(b, key))
    return changed.length > 0 ? [{ cited: name, what: 'changed', versions: changed }] : []
  })
}

function provisionsOf(law: Law): Map<string, Version[]> {
  return new Map(
    law.acts.flatMap((act) =>
      act.provisions.map((one) => [citationOf(act, one), one.versions] as const),
    ),
  )
}

function textOf(versions: Version[], key: string): string {
  return canonical(versions.find((one) => one.key === key) ?? null)
}

function canonical(data: unknown): string {
  if (Array.isArray(data)) return `[${data.map(canonical).join()}]`
  if (data === null || typeof data !== 'object') return JSON.stringify(data)
  const entries = Object.entries(data).filter(([, value]) => value !== undefined)
  return `{${entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}:${canonical(value)}`)
    .join()}}`
}
