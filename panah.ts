import { type Command, CommandProblem, readCall } from './commands/command.ts'
import { Problem } from './core/problem.ts'

interface Entry {
  summary: string
  load: () => Promise<Command>
}

// A command is loaded only when called: --help must not wait for a server's worth of code.
const commands: Record<string, Entry> = {
  serve: {
    summary: 'start Panah (npm start builds first, then calls this)',
    load: async () => (await import('./commands/serve.ts')).serve,
  },
  migrate: {
    summary: 'bring the database up to date (serve does it too)',
    load: async () => (await import('./commands/migrate.ts')).migrate,
  },
  tryout: {
    summary: 'load the made-up people and cases, or reset to them',
    load: async () => (await import('./commands/tryout.ts')).tryout,
  },
  user: {
    summary: 'invite, list and disable staff',
    load: async () => (await import('./commands/user.ts')).user,
  },
  desk: {
    summary: 'make the organisation root, and sign a desk’s keys with it (offline)',
    load: async () => (await import('./commands/desk.ts')).desk,
  },
  witness: {
    summary: 'cosign somebody else’s public log, as a university, a court or an NGO',
    load: async () => (await import('./commands/witness.ts')).witness,
  },
  log: {
    summary: 'check the public log of any installation, or one’s own audit trail',
    load: async () => (await import('./commands/log.ts')).log,
  },
  screen: {
    summary: 'what the answers of an interview indicate, and what would change it',
    load: async () => (await import('./commands/screen.ts')).screen,
  },
  charge: {
    summary: 'which sections fit the facts of a case, and who investigates',
    load: async () => (await import('./commands/charge.ts')).charge,
  },
  law: {
    summary: 'read the law: a section, an Act, or what stood on a day',
    load: async () => (await import('./commands/law.ts')).law,
  },
  backup: {
    summary: 'write a consistent copy of everything, sealed with a passphrase',
    load: async () => (await import('./commands/backup.ts')).backup,
  },
  restore: {
    summary: 'bring back a backup, and verify it',
    load: async () => (await import('./commands/restore.ts')).restore,
  },
  scan: {
    summary: 'find clusters of cases in place and time, in a file',
    load: async () => (await import('./commands/scan.ts')).scan,
  },
  warn: {
    summary: 'find unusual weeks in series of counts, in a file',
    load: async () => (await import('./commands/warn.ts')).warn,
  },
  estimate: {
    summary: 'from overlapping lists of victims to how many no list holds',
    load: async () => (await import('./commands/estimate.ts')).estimate,
  },
  link: {
    summary: 'find the same person in one list or two, in any script (no database)',
    load: async () => (await import('./commands/link.ts')).link,
  },
  names: {
    summary: 'say whether two spellings may be one name (no database)',
    load: async () => (await import('./commands/names.ts')).names,
  },
  figures: {
    summary: 'whether published figures add up and agree (figures check)',
    load: async () => (await import('./commands/figures.ts')).figures,
  },
  release: {
    summary: 'make of records of people what may be published, from a file',
    load: async () => (await import('./commands/release.ts')).release,
  },
  doctor: {
    summary: 'say what is wrong with this installation, and how to mend it',
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
}

function overview(): string {
  const lines = Object.entries(commands).map(
    ([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`,
  )
  return `Panah: from a report of trafficking to a protected victim and a chargeable case.

./panah COMMAND [--json] [--help]

${lines.join('\n')}

Each command tells more with --help. With --json the answer is JSON on standard output,
progress goes to standard error, and what went wrong is {"problem": …}. The exit code is 0 when
it worked, 2 when what was given has to be put right, 1 when something else went wrong.`
}

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (!name || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(`${overview()}\n`)
    return name ? 0 : 2
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!entry) {
    const near = Object.keys(commands).find((one) => one.startsWith(name.slice(0, 2)))
    const hint = near
      ? `Did you mean ./panah ${near}?`
      : `The commands are ${Object.keys(commands).join(', ')}.`
    throw new CommandProblem('unknown-command', `There is no command "${name}". ${hint}`, 2)
  }
  const command = await entry.load()
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
  const code = await main(args)
  // A long answer down a pipe is written piece by piece: leaving at once would cut it off.
  await new Promise((written) => process.stdout.write('', written))
  // The exit is said aloud: a pool or a timer that lingers must not keep a finished command alive.
  process.exit(code)
} catch (trouble) {
  complain(trouble, args.includes('--json'))
  process.exit(trouble instanceof CommandProblem ? trouble.exit : 1)
}
