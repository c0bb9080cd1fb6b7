import { readFileSync } from 'node:fs'
import { type Call, CommandProblem } from './command.ts'

/** The JSON of the one file that a command was given, `-` being standard input. */
export function readJson(call: Call, command: string): unknown {
  const [file, ...more] = call.words
  if (!file || more.length) {
    throw new CommandProblem(
      'no-file',
      `Say ./panah ${command} FILE.json. See ./panah ${command} --help`,
      2,
    )
  }
  let text: string
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (trouble) {
    const reason =
      (trouble as NodeJS.ErrnoException).code === 'ENOENT'
        ? 'there is no such file'
        : (trouble as Error).message
    throw new CommandProblem('no-file', `${file} cannot be read: ${reason}.`, 2)
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (trouble) {
    throw new CommandProblem('no-json', `${file} is no JSON: ${(trouble as Error).message}.`, 2)
  }
}

/** Today's date in Pakistan. */
export { dayInPakistan } from '../rooms/cases/door.ts'
