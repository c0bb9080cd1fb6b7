import { type ParseArgsConfig, parseArgs } from 'node:util'

/** What a command is called with. */
export interface Call {
  // biome-ignore lint/suspicious/noExplicitAny: each command declares its own options
  options: any
  words: readonly string[]
  json: boolean
  /** News for a person: on the screen, or past the answer when a program reads it. */
  tell(text: string): void
  /** How far long work has come: always to standard error. */
  progress(text: string): void
  /** The answer: the object as JSON with --json, else the text. */
  answer(object: object, text: string): void
}

export interface Command {
  name: string
  /** How to call it and what it does, as --help shows it. */
  help: string
  options?: ParseArgsConfig['options']
  /** Returns the exit code. */
  run(call: Call): Promise<number>
}

/**
 * Something the caller of a command can put right: shown without a stack. `exit` is 2 where what
 * was given (a file, a number, an option) has to be put right before the same call can work.
 */
export class CommandProblem extends Error {
  readonly code: string
  readonly exit: number
  constructor(code: string, text: string, exit = 1) {
    super(text)
    this.code = code
    this.exit = exit
  }
}

/** Reads the arguments of a command; a wrong one is a {@link CommandProblem}. */
export function readCall(command: Command, args: readonly string[]): Call & { help: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        ...command.options,
      },
    })
    const json = values.json === true
    return {
      options: values,
      words: positionals,
      json,
      help: values.help === true,
      tell: (text) => void (json ? process.stderr : process.stdout).write(`${text}\n`),
      progress: (text) => void process.stderr.write(`${text}\n`),
      answer: (object, text) =>
        void process.stdout.write(`${json ? JSON.stringify(object, null, 2) : text}\n`),
    }
  } catch (trouble) {
    const reason = (trouble as Error).message.split('. ')[0]
    throw new CommandProblem('bad-arguments', `${reason}. See ./panah ${command.name} --help`, 2)
  }
}
