import { matchNames } from '../libraries/record-linkage/index.ts'
import { type Command, CommandProblem } from './command.ts'

export const names: Command = {
  name: 'names',
  help: `./panah names match NAME NAME

Says whether two spellings may be one name: Urdu, Roman Urdu, Arabic, Pashto and Sindhi letters,
titles, Muhammad in its spellings, Abdul X, and any order of the parts.
  ./panah names match "محمد عمران" "Mohd Imran"
No database is needed. Exit code 0 whatever the answer; 2 where a name has no letters.`,
  async run(call) {
    const [what, one, two, ...more] = call.words
    if (what !== 'match' || !one || !two || more.length)
      throw new CommandProblem(
        'bad-arguments',
        'Give two names, each in quotes. See ./panah names --help',
        2,
      )
    const match = matchNames(one, two)
    for (const [name, { tokens }] of [
      [one, match.one],
      [two, match.two],
    ] as const)
      if (!tokens.length)
        throw new CommandProblem(
          'no-letters',
          `"${name}" has no letters to compare. Give a name in quotes.`,
          2,
        )
    const verdict = match.same
      ? 'The same name'
      : match.perhaps
        ? 'Perhaps the same name'
        : 'Not the same name, as far as spelling tells'
    call.answer(
      match,
      `${verdict}: ${match.level}.\n  ${one} → ${match.one.tokens.join(' ')} (key ${match.one.key})\n  ${two} → ${match.two.tokens.join(' ')} (key ${match.two.key})`,
    )
    return 0
  },
}
