import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Readable, type Writable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { createGunzip, createGzip } from 'node:zlib'
import { Decrypter, Encrypter } from 'age-encryption'
import { CommandProblem } from './command.ts'
import { rowSum, type Sum } from './database-copy.ts'

/**
 * A backup is an SQL script of COPY statements, gzipped, and sealed with a passphrase in the age
 * format (C2SP age v1): `age -d FILE | gunzip` opens it without Panah. Files of the data folder
 * and the checks stand in its comments.
 */
export interface BackupHead {
  format: 1
  made: string
  version: string
  mode: 'tryout' | 'live'
  migrations: { name: string; hash: string }[]
  /** The key of the sealed fields, base64: without it the rest says little. */
  fieldKey: string
}

export interface BackupSums {
  tables: Record<string, Sum>
  files: Record<string, { bytes: number; hash: string }>
}

export interface BackupWriter {
  line(text: string | Uint8Array): Promise<void>
}

/** Scrypt's log2(N): some seconds for whoever opens it, and for every guess. What age itself uses. */
const usualHardness = 18

/** Opens FILE for writing; `fill` writes the script, and the file is on disk when this returns. */
export async function writeSealed(
  file: string,
  passphrase: string,
  fill: (writer: BackupWriter) => Promise<void>,
  hardness = usualHardness,
): Promise<void> {
  const gzip = createGzip()
  const age = new Encrypter()
  age.setPassphrase(passphrase)
  age.setScryptWorkFactor(hardness)
  const sealed = await age.encrypt(Readable.toWeb(gzip) as never)
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true })
  const written = pipeline(Readable.fromWeb(sealed as unknown as ReadableStream), out)
  const filled = fill({ line: (text) => put(gzip, text) }).then(() => gzip.end())
  filled.catch((trouble: Error) => gzip.destroy(trouble))
  await Promise.all([filled, written])
}

async function put(out: Writable, text: string | Uint8Array): Promise<void> {
  if (out.write(text)) return
  await new Promise<void>((go) => out.once('drain', go))
}

/** What reads a backup; whatever it leaves out is checked all the same. */
export interface BackupReader {
  head?(head: BackupHead): Promise<void> | void
  table?(title: string, columns: string[], rows: AsyncIterable<Uint8Array>): Promise<void>
  file?(path: string, bytes: Buffer): Promise<void> | void
}

/** Reads a backup to its end and checks every sum; throws a CommandProblem where one is off. */
export async function readSealed(
  file: string,
  passphrase: string,
  reader: BackupReader,
): Promise<{ head: BackupHead; sums: BackupSums }> {
  const age = new Decrypter()
  age.addPassphrase(passphrase)
  const raw = createReadStream(file)
  const gunzip = createGunzip()
  try {
    await new Promise((go, fail) => raw.once('open', go).once('error', fail))
    const opened = await age.decrypt(Readable.toWeb(raw) as never)
    const flow = pipeline(Readable.fromWeb(opened as unknown as ReadableStream), gunzip)
    flow.catch(() => {})
    const answer = await parse(linesOf(gunzip), reader)
    await Promise.all([flow, finished(gunzip)])
    return answer
  } catch (trouble) {
    gunzip.destroy()
    throw explained(file, trouble as Error & { code?: string })
  } finally {
    raw.destroy()
  }
}

function explained(file: string, trouble: Error & { code?: string }): Error {
  // A refusal of our own, or of the database that is being filled, says better what it is.
  if (trouble instanceof CommandProblem || 'severity' in trouble) return trouble
  if (trouble.code === 'ENOENT')
    return new CommandProblem('no-such-file', `There is no file ${file}.`)
  if (/no identity|passphrase/i.test(trouble.message)) {
    return new CommandProblem('wrong-passphrase', 'The passphrase does not open this backup.')
  }
  return new CommandProblem(
    'damaged',
    `${file} is no backup of Panah, or it is damaged: ${trouble.message}`,
  )
}

async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = []
  for await (const chunk of stream) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, end + 1)])
      rest = []
      from = end + 1
    }
    if (from < chunk.length) rest.push(chunk.subarray(from))
  }
  if (rest.length) yield Buffer.concat(rest)
}

async function parse(
  lines: AsyncGenerator<Buffer>,
  reader: BackupReader,
): Promise<{ head: BackupHead; sums: BackupSums }> {
  let head: BackupHead | undefined
  const sums: BackupSums = { tables: {}, files: {} }
  let ended = false
  for (;;) {
    const { value, done } = await lines.next()
    if (done) break
    const text = value.toString('utf8').trimEnd()
    if (text.startsWith('-- panah ')) {
      head = JSON.parse(text.slice(9)) as BackupHead
      if (head.format !== 1)
        throw new CommandProblem(
          'newer-format',
          'This backup was made by a newer Panah: use that one.',
        )
      await reader.head?.(head)
    } else if (text.startsWith('-- table '))
      await readTable(lines, JSON.parse(text.slice(9)), reader, sums)
    else if (text.startsWith('-- file '))
      await readFile(lines, JSON.parse(text.slice(8)), reader, sums)
    else if (text.startsWith('-- end ')) ended = sameCounts(JSON.parse(text.slice(7)), sums)
  }
  if (!head || !ended) throw new CommandProblem('damaged', 'The backup breaks off before its end.')
  return { head, sums }
}

function sameCounts(end: { tables: number; files: number }, sums: BackupSums): boolean {
  return (
    end.tables === Object.keys(sums.tables).length && end.files === Object.keys(sums.files).length
  )
}

async function readTable(
  lines: AsyncGenerator<Buffer>,
  { title, columns }: { title: string; columns: string[] },
  reader: BackupReader,
  sums: BackupSums,
): Promise<void> {
  await lines.next() // the COPY statement itself, for psql
  const sum = rowSum()
  const rows = rowsOf(lines, sum.add)
  if (reader.table) await reader.table(title, columns, rows)
  // What the reader left unread is read here: the sum is over all of it.
  for await (const _row of rows);
  const told = JSON.parse((await lines.next()).value?.toString('utf8').slice(7) ?? '{}') as Sum
  const found = sum.sum()
  if (told.rows !== found.rows || told.hash !== found.hash) {
    throw new CommandProblem('damaged', `The table ${title} is not as it was written.`)
  }
  sums.tables[title] = found
}

async function* rowsOf(
  lines: AsyncGenerator<Buffer>,
  count: (line: Buffer) => void,
): AsyncGenerator<Buffer> {
  for (;;) {
    const { value, done } = await lines.next()
    if (done) throw new CommandProblem('damaged', 'The backup breaks off within a table.')
    if (value.length === 3 && value[0] === 92 && value[1] === 46) return
    count(value)
    yield value
  }
}

async function readFile(
  lines: AsyncGenerator<Buffer>,
  { path, bytes, hash }: { path: string; bytes: number; hash: string },
  reader: BackupReader,
  sums: BackupSums,
): Promise<void> {
  const parts: Buffer[] = []
  for (let left = bytes; left > 0; ) {
    const { value, done } = await lines.next()
    if (done) throw new CommandProblem('damaged', 'The backup breaks off within a file.')
    const part = Buffer.from(value.toString('latin1').slice(5), 'base64')
    parts.push(part)
    left -= part.length || bytes
  }
  const whole = Buffer.concat(parts)
  if (createHash('sha256').update(whole).digest('hex') !== hash) {
    throw new CommandProblem('damaged', `The file ${path} is not as it was written.`)
  }
  sums.files[path] = { bytes, hash }
  await reader.file?.(path, whole)
}
