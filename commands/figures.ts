import { readFileSync } from 'node:fs'
import {
  checkFigures,
  type Figure,
  type Finding,
  faultsOf,
  publishedFigures,
} from '../rooms/statistics/door.ts'
import { type Command, CommandProblem } from './command.ts'

export const figures: Command = {
  name: 'figures',
  help: `./panah figures check [FILE]   do published figures hold together?

Without FILE: the figures that come with Panah, each with its source and grade (G gazette, S secondary,
N news, M memory). FILE is JSON of the same form (reference/figures.json).

Parts are held against their totals, the same figure against other sources, shares against the counts
they are made of; what nobody could verify is named. Exit code: 0 checked, whatever was found;
2 the file has to be put right.`,
  async run(call) {
    const [word, file, ...more] = call.words
    if (word !== 'check' || more.length)
      throw new CommandProblem('unknown-word', 'Say: ./panah figures check', 2)
    const register = file === undefined ? publishedFigures() : readRegister(file)
    const findings = checkFigures(register)
    call.answer({ figures: register.length, findings, register }, asText(register, findings))
    return 0
  },
}

function readRegister(file: string): Figure[] {
  let register: unknown
  try {
    register = JSON.parse(readFileSync(file, 'utf8'))
  } catch (trouble) {
    const reason = (trouble as Error).message
    throw new CommandProblem('unreadable', `${file} could not be read as JSON: ${reason}`, 2)
  }
  const faults = faultsOf(register)
  if (faults.length)
    throw new CommandProblem('bad-register', `${file}: ${faults.slice(0, 10).join('; ')}.`, 2)
  return register as Figure[]
}

function asText(register: readonly Figure[], findings: readonly Finding[]): string {
  const arithmetic = findings.filter(({ kind }) => kind !== 'not-verified' && kind !== 'misquoted')
  const named = new Map(register.map((one) => [one.key, one]))
  const open = findings.filter(({ kind }) => kind === 'not-verified')
  const wrong = findings.filter(({ kind }) => kind === 'misquoted')
  return [
    `${register.length} published figures; ${findings.length} do not hold as they stand.`,
    '',
    'What does not add up:',
    ...(arithmetic.length ? arithmetic.map((one) => `  ${sentence(one, named)}`) : ['  nothing']),
    '',
    'Misquoted:',
    ...wrong.map((one) => `  ${sentence(one, named)}`),
    '',
    'Not verified (no source that could be read says so):',
    ...open.map((one) => `  ${sentence(one, named)}`),
  ].join('\n')
}

const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 2 })

function about(key: string, named: ReadonlyMap<string, Figure>): string {
  const one = named.get(key)!
  return `${one.name.en}, ${one.place} ${one.period}: ${number(one.value)} ${one.unit} [${one.grade}] ${one.source}`
}

function sentence(finding: Finding, named: ReadonlyMap<string, Figure>): string {
  switch (finding.kind) {
    case 'parts-do-not-close': {
      const sum = `${finding.parts.map(number).join(' + ')} = ${number(finding.sum)} ≠ ${number(finding.total)}`
      const off =
        finding.missing > 0
          ? `${number(finding.missing)} missing`
          : `${number(-finding.missing)} too many`
      return `${sum} (${off}) – ${about(finding.figure, named)}`
    }
    case 'sources-differ':
      return `${finding.values.map(number).join(' ≠ ')} – ${finding.figures.map((key) => about(key, named)).join(' | ')}`
    case 'parts-differ':
      return `"${finding.part}" is ${finding.values.map(number).join(' here and ')} there – ${finding.figures.map((key) => about(key, named)).join(' | ')}`
    case 'share-does-not-match':
      return `${number(finding.stated)} % is stated, ${number(finding.computed)} % is what the counts give – ${about(finding.figure, named)}`
    case 'part-above-whole':
      return `the part is larger than the whole – ${about(finding.part, named)} | ${about(finding.of, named)}`
    case 'not-verified':
      return about(finding.figure, named)
    case 'misquoted':
      return `${about(finding.figure, named)}. ${named.get(finding.figure)!.note?.en ?? ''}`.trim()
  }
}
