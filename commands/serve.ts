import { createServer } from 'node:net'
import type { Config } from '../core/config.ts'
import { type RunningHouse, startHouse } from '../main.ts'
import { loadTryout } from '../tryout/load.ts'
import { type Call, type Command, CommandProblem } from './command.ts'
import { type Ground, openGround, settings } from './ground.ts'
import { firstAdministratorLink, prepareGround } from './prepare.ts'

export const serve: Command = {
  name: 'serve',
  help: `./panah serve

Starts the database if DATABASE_URL names none, brings it up to date and serves.
Without settings it is a try-out on this machine only. Ctrl-C stops it cleanly.

  PORT              port to listen on (4600; in the try-out the next free one if it is taken)
  PANAH_HOST        address to listen on (127.0.0.1)
  PANAH_DATA        folder for everything kept outside the database (var/)
  DATABASE_URL      a PostgreSQL server of your own, 15 or later
  PANAH_MODE=live   real data: refuses to start without its secrets, and lists them`,
  run: startAndServe,
}

async function startAndServe(call: Call): Promise<number> {
  const asked = settings()
  const port = await freePort(asked.host, asked.port, asked.mode === 'tryout')
  if (port !== asked.port) call.tell(`Port ${asked.port} is taken: using ${port}.`)
  const config = {
    ...asked,
    port,
    origin: process.env.PANAH_ORIGIN ? asked.origin : withPort(asked.origin, port),
  }
  const ground = await openGround(config)
  call.tell(databaseLine(ground.embedded))
  const running = await begin(config, ground, call)
  const stopped = stopOnSignal(call, async () => {
    await running.close()
    await ground.close()
  })
  try {
    if (config.mode === 'tryout') await loadOrSay(running, call)
    running.jobs.stir()
    await running.listen()
    await greet(call, running.house)
  } catch (trouble) {
    await running.close()
    await ground.close()
    throw trouble
  }
  return stopped
}

async function begin(config: Config, ground: Ground, call: Call): Promise<RunningHouse> {
  try {
    await prepareGround(config, ground, call.tell)
    return await startHouse(config, ground.connection)
  } catch (trouble) {
    await ground.close()
    throw trouble
  }
}

/** A try-out without all of its made-up cases is still one to look at. */
async function loadOrSay(running: RunningHouse, call: Call): Promise<void> {
  try {
    await loadTryout(running, call.tell)
  } catch (trouble) {
    call.tell(`Not all of the try-out could be loaded: ${(trouble as Error).message}`)
    call.tell('The next start tries again; ./panah tryout reset --yes begins afresh.')
  }
}

function databaseLine(embedded: { adopted: boolean } | undefined): string {
  if (!embedded) return 'Database: the server of DATABASE_URL.'
  return embedded.adopted
    ? 'Database: took over the embedded PostgreSQL that was still running.'
    : 'Database: embedded PostgreSQL, reachable from this machine only.'
}

async function greet(
  call: Call,
  house: Parameters<typeof firstAdministratorLink>[0],
): Promise<void> {
  const { origin, mode } = house.config
  if (mode === 'tryout') {
    call.answer(
      { ready: true, mode, address: origin, staff: `${origin}/staff`, api: `${origin}/api/docs` },
      `
  Panah is ready:  ${origin}
  for staff:       ${origin}/staff
  the API:         ${origin}/api/docs

  This is a TRY-OUT on this machine: people, agencies and cases are made up.
  Do not enter real reports. Ctrl-C stops it; what was entered is kept.`,
    )
    return
  }
  const link = await firstAdministratorLink(house)
  const invitation =
    link &&
    `\n\n  Nobody administers this installation yet. Open this link once, to enrol:\n  ${link}`
  call.answer(
    { ready: true, mode, address: origin, ...(link && { firstAdministrator: link }) },
    `
  Panah is ready:  ${origin}${invitation ?? ''}`,
  )
}

/** Resolves with the exit code once a signal came and everything is closed. */
function stopOnSignal(call: Call, close: () => Promise<void>): Promise<number> {
  return new Promise((done) => {
    let closing = false
    const stop = () => {
      // A terminal sends Ctrl-C to every process of the group, and npm passes it on once more.
      if (closing) return
      closing = true
      call.tell('\nStopping …')
      setTimeout(() => process.exit(1), 20_000).unref()
      close().then(
        () => {
          call.tell('Stopped. Everything is kept.')
          done(0)
        },
        (trouble) => {
          process.stderr.write(`${(trouble as Error).message}\n`)
          done(1)
        },
      )
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  })
}

function withPort(origin: string, port: number): string {
  const url = new URL(origin)
  url.port = String(port)
  return url.origin
}

async function freePort(host: string, wanted: number, mayMove: boolean): Promise<number> {
  const last = mayMove ? wanted + 50 : wanted
  for (let port = wanted; port <= last; port++) {
    const free = await tryPort(host, port)
    if (free) return free
  }
  throw new CommandProblem(
    'port-taken',
    `Port ${wanted} is taken by another program: set PORT to a free one.`,
  )
}

function tryPort(host: string, port: number): Promise<number | undefined> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', (trouble: NodeJS.ErrnoException) => {
      if (trouble.code === 'EADDRINUSE') done(undefined)
      else
        fail(
          new CommandProblem(
            'cannot-listen',
            `Cannot listen on ${host}:${port}: ${trouble.message}`,
          ),
        )
    })
    probe.listen(port, host, () => {
      const { port: got } = probe.address() as { port: number }
      probe.close(() => done(got))
    })
  })
}
