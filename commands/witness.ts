import { randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  answerAsWitness,
  fileMemory,
  keyFrom,
  keyText,
  LOG_KEY,
  type NoteKey,
  type NoteSigner,
  type WitnessOf,
  witnessSigner,
} from '../libraries/transparency-log/index.ts'
import { type Call, type Command, CommandProblem } from './command.ts'

export const witness: Command = {
  name: 'witness',
  help: `./panah witness key FILE NAME          make a witness's key; prints its public half
./panah witness serve FILE --log KEY   cosign the logs with these keys (--log may be repeated)

A witness is run by somebody whom the log's owner cannot command: a university, a court, an NGO.
It needs no database. It cosigns a checkpoint only if it continues the last one that it has cosigned,
and has written that down (FILE.state) before it answers. What a log signs that does not fit together
goes into FILE.evidence, which proves it to anybody. The protocol is C2SP tlog-witness.

  NAME        name of the witness, such as witness.example.org/panah
  --log KEY   the log's public key, as https://…/log/key shows it
  --port N    port to listen on (4700)
  --host H    address to listen on (127.0.0.1)

The log's owner puts the printed line into log-policy in the data folder, with your address.`,
  options: {
    log: { type: 'string', multiple: true },
    port: { type: 'string', default: '4700' },
    host: { type: 'string', default: '127.0.0.1' },
  },
  async run(call) {
    const [word, file, name] = call.words
    if (word === 'key' && file && name) return makeKey(call, file, name)
    if (word === 'serve' && file) return serve(call, file)
    throw new CommandProblem('bad-arguments', 'See ./panah witness --help', 2)
  },
}

function makeKey(call: Call, file: string, name: string): Promise<number> {
  const seed = randomBytes(32)
  const { key } = signerOf(name, seed)
  try {
    writeFileSync(file, `${JSON.stringify({ name, seed: seed.toString('base64') })}\n`, {
      mode: 0o600,
      flag: 'wx',
    })
  } catch (trouble) {
    throw new CommandProblem(
      'not-written',
      `${file} was not written: ${(trouble as Error).message}`,
      2,
    )
  }
  const text = keyText(key)
  call.answer(
    { file, key: text },
    `Written: ${file}. Keep it to yourself.\nwitness ${name.replaceAll('/', '-')} ${text} https://YOUR-ADDRESS`,
  )
  return Promise.resolve(0)
}

function signerOf(name: string, seed: Uint8Array): NoteSigner {
  try {
    return witnessSigner(name, seed, Date.now)
  } catch (trouble) {
    throw new CommandProblem('bad-name', (trouble as Error).message, 2)
  }
}

function readSigner(file: string): NoteSigner {
  let kept: { name: string; seed: string }
  try {
    kept = JSON.parse(readFileSync(file, 'utf8'))
  } catch (trouble) {
    throw new CommandProblem(
      'bad-key-file',
      `${file} cannot be read: ${(trouble as Error).message}`,
      2,
    )
  }
  return signerOf(kept.name, Buffer.from(kept.seed, 'base64'))
}

function readLogs(texts: readonly string[] | undefined): NoteKey[] {
  if (!texts?.length) throw new CommandProblem('no-log', 'Name at least one log: --log KEY', 2)
  return texts.map((text) => {
    try {
      const key = keyFrom(text.trim())
      if (key.type === LOG_KEY) return key
    } catch {}
    throw new CommandProblem('bad-log-key', `"${text}" is not the key of a log.`, 2)
  })
}

async function serve(call: Call, file: string): Promise<number> {
  const signer = readSigner(file)
  const logs = readLogs(call.options.log)
  const state = `${file}.state`
  if (!existsSync(state)) call.tell(`${state} is new: nothing has been cosigned yet.`)
  const memory = fileMemory(state)
  const of: WitnessOf = {
    signer,
    logs,
    memory,
    alarm: ({ origin, why, request }) => {
      appendFileSync(
        `${file}.evidence`,
        `${new Date().toISOString()} ${origin}: ${why}\n${request}\n\n`,
      )
      call.progress(
        `ALARM: ${origin} has signed what does not fit: ${why}. Kept in ${file}.evidence`,
      )
    },
  }
  const server = createServer((request, response) => {
    answer(of, memory, request, response).catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((done, fail) => {
    server.once('error', (trouble) => fail(new CommandProblem('no-port', trouble.message, 2)))
    server.listen(Number(call.options.port), call.options.host, done)
  })
  const { address, port } = server.address() as AddressInfo
  call.answer(
    { key: keyText(signer.key), address, port },
    `Witness ${signer.key.name} listens on http://${address}:${port}\n${keyText(signer.key)}`,
  )
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => server.close(() => done(0)))
  })
}

const LONGEST = 128 * 1024

async function answer(
  of: WitnessOf,
  memory: ReturnType<typeof fileMemory>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'GET' && request.url === '/') {
    const lines = of.logs.map(({ name }) => `${memory.read(name)?.size ?? 0} ${name}`)
    response.setHeader('content-type', 'text/plain; charset=utf-8')
    response.end(`${keyText(of.signer.key)}\n\n${lines.join('\n')}\n`)
    return
  }
  if (request.method !== 'POST' || request.url !== '/add-checkpoint') {
    response.writeHead(404).end()
    return
  }
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > LONGEST) {
      response.writeHead(413).end()
      return
    }
    parts.push(part)
  }
  const { status, type, body } = await answerAsWitness(of, Buffer.concat(parts).toString('utf8'))
  response.writeHead(status, { 'content-type': type }).end(body)
}
