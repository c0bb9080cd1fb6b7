import { type Command, CommandProblem, readCall } from './commands/command.ts'
import { Problem } from './core/problem.ts'

// Loaded only when called: --help must not wait for a server's worth of code.
const commands: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./commands/serve.ts')).serve,
  migrate: async () => (await import('./commands/migrate.ts')).migrate,
  tryout: async () => (await import('./commands/tryout.ts')).tryout,
  user: async () => (await import('./commands/user.ts')).user,
  desk: async () => (await import('./commands/desk.ts')).desk,
  backup: async () => (await import('./commands/backup.ts')).backup,
  restore: async () => (await import('./commands/restore.ts')).restore,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
}

async function overview(): Promise<string> {
  const lines = await Promise.all(
    Object.values(commands).map(async (load) => {
      const { name, summary } = await load()
      return `  ${name.padEnd(10)} ${summary}`
    }),
  )
  return `Panah: from a report of trafficking to a protected victim and a chargeable case.

./panah COMMAND [--json] [--help]

${lines.join('\n')}

Each command tells more with --help. With --json the answer is JSON on standard output,
progress goes to standard error, and what went wrong is {"problem": …} with exit code 1.`
}

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (!name || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(`${await overview()}\n`)
    return name ? 0 : 1
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) {
    const near = Object.keys(commands).find((one) => one.startsWith(name.slice(0, 2)))
    const hint = near
      ? `Did you mean ./panah ${near}?`
      : `The commands are ${Object.keys(commands).join(', ')}.`
    throw new CommandProblem('unknown-command', `There is no command "${name}". ${hint}`)
  }
  const command = await load()
  const call = readCall(command, rest)
  if (call.help) {
    process.stdout.write(`${command.help}\n`)
    return 0
  }
  return command.run(call)
}

/** A problem as a sentence; what is not a problem but a bug keeps its stack. */
function complain(trouble: unknown, json: boolean): void {
  const known = trouble instanceof CommandProblem || trouble instanceof Problem
  const { message: text } = trouble as Error
  const code = known ? trouble.code : 'our-fault'
  const fields = trouble instanceof Problem ? trouble.fields : undefined
  if (json)
    process.stdout.write(
      `${JSON.stringify({ problem: { code, text, ...(fields && { fields }) } }, null, 2)}\n`,
    )
  else process.stderr.write(`\n${known ? text : ((trouble as Error).stack ?? text)}\n`)
}

const args = process.argv.slice(2)
try {
  // The exit is said aloud: a pool or a timer that lingers must not keep a finished command alive.
  process.exit(await main(args))
} catch (trouble) {
  complain(trouble, args.includes('--json'))
  process.exit(1)
}
