import { readWords } from '../core/words.ts'
import {
  answerSheet,
  type ChargeAnswer,
  law,
  readSheet,
  SheetFile,
  sheetCodes,
} from '../rooms/charges/door.ts'
import { type Call, type Command, CommandProblem } from './command.ts'
import { dayInPakistan, readJson } from './input-file.ts'

export const charge: Command = {
  name: 'charge',
  help: `./panah charge FILE.json        which sections fit the facts of a case, and who investigates
./panah charge -                the same, from standard input
./panah charge --template       a sheet to fill in, with every fact code explained
./panah charge --schema         the JSON Schema of a sheet

A fact sheet holds persons, dates, places and coded facts, each with who did it to whom and how
sure it is; what is left out is unknown, and unknown is never "no". docs/fact-sheet.md tells how
to code a case. Nothing is stored and no database is started. With --json the whole answer: the
class, each proposed section element by element, the agency, warnings, what to ask next.`,
  options: { template: { type: 'boolean' }, schema: { type: 'boolean' } },
  async run(call) {
    if (call.options.schema) return tell(call, SheetFile)
    if (call.options.template) return tell(call, template())
    const read = readSheet(readJson(call, 'charge'), law, dayInPakistan(new Date()))
    if ('faults' in read) return refuse(call, read.faults)
    const answer = answerSheet(read.sheet, read.file, law)
    call.answer(answer, textOf(answer))
    return 0
  },
}

function tell(call: Call, content: object): number {
  call.answer(content, JSON.stringify(content, null, 2))
  return 0
}

function refuse(call: Call, faults: readonly { path: string; wrong: string; remedy: string }[]) {
  const lines = faults.map(({ path, wrong, remedy }) => `  ${path}: ${wrong} ${remedy}`)
  const text = `The sheet has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${lines.join('\n')}`
  if (!call.json) throw new CommandProblem('bad-sheet', text, 2)
  call.answer({ problem: { code: 'bad-sheet', text, faults } }, text)
  return 2
}

/** A sheet that can be read as it stands, with the meaning of every code beside it. */
function template(): object {
  const words = readWords().all('en')
  const meaning = (code: string) =>
    words[`fact.${code}`]
      ? `${words[`fact.${code}`]}: ${words[`fact.${code}.means`] ?? ''}`
      : words[`charges.fact.${code}`]
  return {
    sheet: {
      title: 'A short name of the case',
      source: 'Where it was told',
      conduct: { from: '2024-03', until: '2024-05-20' },
      provinces: ['PK-PB'],
      persons: [
        { id: 'agent', roles: ['accused'], is: 'took money and papers' },
        { id: 'cousin', roles: ['victim'], sex: 'male', age: 22, citizenship: 'PAK' },
      ],
      facts: [
        { fact: 'recruited', by: 'agent', to: 'cousin', certainty: 'said', restsOn: 'statement' },
        { fact: 'false-promise', by: 'agent', to: 'cousin' },
        'taken-out-of-pakistan',
      ],
      ruledOut: ['border-crossed-illegally'],
      firSections: ['PPC 420'],
    },
    codes: Object.fromEntries(sheetCodes.map((code) => [code, meaning(code)])),
    certainty: ['said', 'supported', 'documented', 'established', 'disputed'],
    restsOn: ['report', 'statement', 'document', 'chat', 'observation', 'medical', 'other'],
    provinces: {
      'PK-IS': 'Islamabad',
      'PK-PB': 'Punjab',
      'PK-SD': 'Sindh',
      'PK-KP': 'Khyber Pakhtunkhwa',
      'PK-BA': 'Balochistan',
      'PK-GB': 'Gilgit-Baltistan',
      'PK-JK': 'Azad Jammu and Kashmir',
    },
  }
}

function textOf(answer: ChargeAnswer): string {
  const lines = [`${answer.title ? `${answer.title}\n` : ''}Class: ${answer.class.join(', ')}`]
  const { agency, boundary, reasons } = answer.leadAgency
  const why = reasons.map(({ code, rule }) => `${code}${rule ? ` (${rule})` : ''}`).join(', ')
  lines.push(`Investigates: ${agency}${boundary ? ', agree in writing' : ''}; ${why}`, '')
  if (!answer.proposals.length)
    lines.push('No section fits the facts so far. Unknown is not "no".', '')
  for (const one of answer.proposals) lines.push(...proposalLines(one), '')
  if (answer.firGap) {
    const { missing, unsupported } = answer.firGap
    lines.push(`The FIR leaves out: ${missing.join(', ') || 'nothing that is met'}`)
    if (unsupported.length)
      lines.push(`The FIR cites without support so far: ${unsupported.join(', ')}`)
    lines.push('')
  }
  for (const { text } of answer.warnings) lines.push(`! ${text}`)
  if (answer.questions.length) {
    lines.push('', 'Ask next, in the order of what it would decide:')
    answer.questions.slice(0, 8).forEach((one, i) => {
      const decides = one.decides.length ? ` → completes ${one.decides.join(', ')}` : ''
      lines.push(`  ${i + 1}. ${one.question}${decides}`)
    })
  }
  lines.push('', answer.notice)
  return lines.join('\n')
}

function proposalLines(one: ChargeAnswer['proposals'][number]): string[] {
  const who = one.accused ? ` · ${one.accused}` : ''
  const open = one.elements.filter((element) => element.value !== 'yes')
  const version = one.version.from
    ? `in force from ${one.version.from}${one.version.until ? ` until ${one.version.until}` : ''}`
    : 'in force then'
  return [
    `${one.cited}${who}: ${one.heading} [${one.status}${one.coveredBy ? `, covered by ${one.coveredBy}` : ''}]`,
    `    rests on ${one.facts.map(({ fact }) => fact).join(', ')}; ${version}; source: ${one.grade}`,
    ...(one.penalty ? [`    penalty: ${one.penalty.text}`] : []),
    ...open.map((element) => `    missing: ${element.text}`),
    ...one.conflicts.map((conflict) => `    sources conflict: ${conflict}`),
  ]
}
