import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { codes } from '../core/schema.ts'
import { readWords } from '../core/words.ts'
import {
  answerValues,
  factsOf,
  findIndicator,
  indicatorIds,
  indicatorSets,
  indicatorsOf,
  instrumentSource,
  readScreening,
  type ScreeningResult,
} from '../rooms/screening/door.ts'
import { type Call, type Command, CommandProblem } from './command.ts'
import { readJson } from './input-file.ts'

const Interview = Type.Object(
  {
    title: Type.Optional(Type.String({ maxLength: 300 })),
    set: Type.Optional(codes(indicatorSets)),
    age: Type.Optional(Type.Integer({ minimum: 0, maximum: 120 })),
    about: Type.Optional(codes(['labour', 'sexual'])),
    answers: Type.Record(Type.String({ maxLength: 20 }), codes(answerValues)),
  },
  { additionalProperties: false },
)

export const screen: Command = {
  name: 'screen',
  help: `./panah screen FILE.json    what the answers of an interview indicate, and what would change it
./panah screen -            the same, from standard input
./panah screen --template   a file to fill in, with every question
./panah screen --schema     the JSON Schema of the file

The file names a set (${indicatorSets.join(', ')}), or an age and "about": "labour" or
"sexual", and answers by indicator: yes, no, dont-know or skip. What is left out has not been
asked. The answer is "indicated", "review" or "not-indicated-so-far", never "not a victim"; the
decision is a person's. No database is started.`,
  options: { template: { type: 'boolean' }, schema: { type: 'boolean' } },
  async run(call) {
    if (call.options.schema) return tell(call, Interview)
    if (call.options.template) return tell(call, template())
    const content = readJson(call, 'screen')
    const { set, answers, title } = check(content)
    const given = new Map(Object.entries(answers))
    const result = readScreening(set, given)
    const facts = factsOf(
      Object.entries(answers).map(([indicator, value]) => ({ indicator, value, facts: [] })),
    )
    call.answer(
      { title: title ?? null, ...result, facts, source: instrumentSource, notice },
      textOf(title, result),
    )
    return 0
  },
}

const notice =
  'An aid to a decision: presence or absence of signs neither proves nor disproves. A person decides.'

function tell(call: Call, content: object): number {
  call.answer(content, JSON.stringify(content, null, 2))
  return 0
}

type Given = Static<typeof Interview>

function check(content: unknown): Given & { set: (typeof indicatorSets)[number] } {
  const faults = [...Value.Errors(Interview, content)].map(
    (error) =>
      `  ${error.instancePath.slice(1).replaceAll('/', '.') || 'the file'}: ${error.message}.`,
  )
  if (!faults.length) {
    const given = content as Given
    for (const id of Object.keys(given.answers)) {
      if (!indicatorIds.includes(id))
        faults.push(
          `  answers.${id}: there is no such indicator. All of them: ./panah screen --template`,
        )
    }
    if (!given.set && (given.age === undefined || !given.about))
      faults.push('  set: name the set, or give age and about.')
    const child = given.set?.startsWith('child-')
    if (child !== undefined && given.age !== undefined && child !== given.age < 18) {
      faults.push(
        `  set: ${given.set} does not agree with the age ${given.age}; under 18 the child sets apply.`,
      )
    }
  }
  if (faults.length)
    throw new CommandProblem(
      'bad-interview',
      `The interview cannot be read:\n${[...new Set(faults)].slice(0, 100).join('\n')}`,
      2,
    )
  const given = content as Given
  const set = given.set ?? (`${given.age! < 18 ? 'child' : 'adult'}-${given.about!}` as const)
  return { ...given, set }
}

function template(): object {
  const words = readWords().all('en')
  const asked = new Set(indicatorSets.flatMap((set) => indicatorsOf(set).map((one) => one.id)))
  return {
    interview: {
      title: 'Made up',
      set: 'adult-labour',
      answers: { AC01: 'yes', FM01: 'yes', DR01: 'dont-know' },
    },
    values: answerValues,
    indicators: Object.fromEntries(
      indicatorIds.map((id) => [
        id,
        {
          label: words[`screening.indicator.${id}.label`] ?? id,
          ask: words[`screening.indicator.${id}.ask`] ?? null,
          sets: asked.has(id)
            ? indicatorSets.filter((set) => indicatorsOf(set).some((one) => one.id === id))
            : [...indicatorSets],
          states: findIndicator(id)!.implies,
        },
      ]),
    ),
  }
}

function textOf(title: string | undefined, result: ScreeningResult): string {
  const words = readWords().all('en')
  const label = (id: string) => `${id} ${words[`screening.indicator.${id}.label`] ?? ''}`.trim()
  const lines = [
    `${title ? `${title}\n` : ''}${words[`screening.outcome.${result.outcome}`] ?? result.outcome} (${result.set})`,
    words[`screening.reading.${result.reading}`] ?? result.reading,
    '',
    ...result.dimensions.map(
      (one) =>
        `  ${one.dimension.padEnd(28)} ${one.state}${one.through.length ? `, through ${one.through.map((by) => `${by.indicator} (${by.weight})`).join(', ')}` : ''}`,
    ),
    '',
    ...result.elements.map(
      (one) =>
        `  Palermo ${one.element}: ${one.state}${one.through.length ? `, through ${one.through.join(', ')}` : ''}`,
    ),
  ]
  if (result.deciding.length) {
    lines.push(
      '',
      'One further answer would change it:',
      ...result.deciding.slice(0, 10).map((one) => `  ${label(one.indicator)} → ${one.outcome}`),
    )
  }
  lines.push(
    '',
    `Standing of this set: ${result.standing.confidence}, grade ${result.standing.grade}. ${result.standing.note}`,
    notice,
  )
  return lines.join('\n')
}
