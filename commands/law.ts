import {
  citationOf,
  law as library,
  type Provision,
  penaltyText,
  stoodOn,
  type Version,
} from '../rooms/charges/door.ts'
import { type Call, type Command, CommandProblem } from './command.ts'

export const law: Command = {
  name: 'law',
  help: `./panah law list [ACT]                    the Acts and sections held here
./panah law show ACT SECTION [--on DAY]    a section, as it stands or as it stood on a day
./panah law at DAY                         every offence that was in force on a day

Examples: ./panah law show PTPA 3 --on 2019-05-01, ./panah law at 2017-05-03. Each version carries
its grade and source; none has been reviewed by a lawyer yet. No database is started.`,
  options: { on: { type: 'string' } },
  async run(call) {
    const [word, ...rest] = call.words
    if (word === 'list') return list(call, rest[0])
    if (word === 'show' && rest.length >= 2) return show(call, rest[0]!, rest.slice(1).join(' '))
    if (word === 'at' && rest[0]) return at(call, dayOf(rest[0]))
    throw new CommandProblem(
      'unknown-word',
      'Say ./panah law list, show or at. See ./panah law --help',
      2,
    )
  },
}

function dayOf(text: string): string {
  const at = new Date(`${text}T00:00:00Z`)
  if (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(at.getTime()) &&
    at.toISOString().startsWith(text)
  )
    return text
  throw new CommandProblem('impossible-date', `${text} is no day. Write it as 2019-05-01.`, 2)
}

function getAct(name: string) {
  const act = library.acts.find((one) => one.act.toLowerCase() === name.toLowerCase())
  if (act) return act
  const known = library.acts.map((one) => one.act).join(', ')
  throw new CommandProblem(
    'unknown-act',
    `No Act is called ${name} here. The Acts are ${known}.`,
    2,
  )
}

function list(call: Call, name: string | undefined): number {
  const acts = name ? [getAct(name)] : library.acts
  const lines = acts.flatMap((act) => [
    `${act.act}  ${act.title.en} (${act.citation})`,
    ...act.provisions.map(
      (one) =>
        `    ${one.section.padEnd(16)} ${one.role.padEnd(11)} ${one.versions[0]!.heading.en}`,
    ),
  ])
  const content = acts.map((act) => ({
    act: act.act,
    title: act.title.en,
    citation: act.citation,
    jurisdiction: act.jurisdiction,
    sections: act.provisions.map(({ section, role, versions }) => ({
      section,
      role,
      heading: versions[0]!.heading.en,
      versions: versions.length,
    })),
  }))
  call.answer({ acts: content }, lines.join('\n'))
  return 0
}

function show(call: Call, name: string, section: string): number {
  const act = getAct(name)
  const day = call.options.on ? dayOf(call.options.on) : undefined
  const wanted = section.replace(/^s\.?\s*/i, '')
  const found = act.provisions.filter(
    (one) => one.section === wanted || one.section.startsWith(`${wanted}(`),
  )
  if (!found.length) {
    const sections = act.provisions.map((one) => one.section).join(', ')
    throw new CommandProblem(
      'unknown-section',
      `${act.act} has no section ${wanted} here. Held are ${sections}.`,
      2,
    )
  }
  const shown = found.map((provision) => ({
    cited: citationOf(act, provision),
    role: provision.role,
    versions: versionsOn(provision, day).map((version) => present(act.sources, version)),
    reported: provision.versions
      .filter((one) => one.standing === 'reported')
      .map((version) => present(act.sources, version)),
  }))
  const nothingThen = shown.every((one) => !one.versions.length)
  const text = nothingThen
    ? `${act.act} ${wanted} was not in force on ${day}: it stood ${found[0]!.versions
        .filter((one) => one.standing === 'in-force')
        .map(spanOf)
        .join(', ')}.`
    : shown.map(textOf).join('\n\n')
  call.answer(
    { act: act.act, section: wanted, on: day ?? null, inForce: !nothingThen, provisions: shown },
    text,
  )
  return 0
}

function versionsOn(provision: Provision, day: string | undefined): readonly Version[] {
  const stated = provision.versions.filter((one) => one.standing === 'in-force')
  return day ? stated.filter((one) => stoodOn(one, day)) : stated
}

const spanOf = ({ from, until }: Version) =>
  `${from ? `from ${from}` : 'before the dates that matter here'}${until ? ` until the day before ${until}` : ''}`

function present(sources: { [key: string]: { title: string } }, version: Version) {
  return {
    key: version.key,
    from: version.from,
    until: version.until,
    heading: version.heading.en,
    elements: version.elements.map(({ id, role, text }) => ({ id, role, text: text.en })),
    penalty: version.penalty && { ...version.penalty, text: penaltyText(version.penalty) },
    cognizable: version.cognizable,
    bailable: version.bailable,
    court: version.court?.en ?? null,
    grade: version.grade,
    sources: version.sources.map((key) => sources[key]?.title ?? key),
    reviewedByLawyer: version.reviewedByLawyer,
    conflicts: (version.conflicts ?? []).map((one) => ({
      about: one.about.en,
      readings: one.readings.map((reading) => ({
        says: reading.says.en,
        grade: reading.grade,
        sources: reading.sources,
      })),
    })),
    notes: version.notes?.en ?? null,
  }
}

type Shown = {
  cited: string
  role: string
  versions: ReturnType<typeof present>[]
  reported: ReturnType<typeof present>[]
}

function textOf(one: Shown): string {
  return [
    `${one.cited} (${one.role})`,
    ...one.versions.flatMap((version) => [
      `  ${version.heading}; ${version.from ? `from ${version.from}` : 'old'}${version.until ? ` until ${version.until}` : ''}`,
      ...version.elements.map((element) => `    ${element.role}: ${element.text}`),
      ...(version.penalty ? [`    penalty: ${version.penalty.text}`] : []),
      ...(version.court ? [`    court: ${version.court}`] : []),
      ...version.conflicts.flatMap((conflict) => [
        `    sources conflict: ${conflict.about}`,
        ...conflict.readings.map((reading) => `      ${reading.says} [${reading.grade}]`),
      ]),
      ...(version.notes ? [`    note: ${version.notes}`] : []),
      `    ${version.grade}: ${version.sources.join('; ')}. Not reviewed by a lawyer.`,
    ]),
    ...one.reported.map(
      (version) => `  reported, not verified (${version.key}): ${version.notes ?? version.heading}`,
    ),
  ].join('\n')
}

function at(call: Call, day: string): number {
  const offences = library.acts.flatMap((act) =>
    act.provisions
      .filter((one) => one.role === 'offence')
      .flatMap((provision) =>
        versionsOn(provision, day).map((version) => ({
          cited: citationOf(act, provision),
          heading: version.heading.en,
          penalty: version.penalty ? penaltyText(version.penalty) : null,
          grade: version.grade,
          where: version.where ?? null,
        })),
      ),
  )
  call.answer(
    { on: day, offences },
    offences
      .map(
        (one) => `${one.cited.padEnd(22)} ${one.heading}${one.penalty ? `: ${one.penalty}` : ''}`,
      )
      .join('\n'),
  )
  return 0
}
