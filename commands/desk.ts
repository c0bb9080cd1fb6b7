import { readFileSync, writeFileSync } from 'node:fs'
import { certifyWith, createRoot, type RootFile } from '../rooms/reports/door.ts'
import { type Call, type Command, CommandProblem } from './command.ts'
import { askPassphrase } from './passphrase.ts'

export const desk: Command = {
  name: 'desk',
  help: `./panah desk root FILE               make the root; prints its public key
./panah desk certify FILE STATEMENT  sign what a desk asks for; prints the signature

For a machine that is kept offline. FILE holds the root, sealed with a passphrase
(PANAH_PASSPHRASE, --passphrase-file F, or asked for); whoever has both can stand up as any
desk. The public key goes into PANAH_ORGANISATION_ROOT. STATEMENT is the text that the desk's
page shows, or @ and the name of a file that holds it.`,
  options: { 'passphrase-file': { type: 'string' } },
  async run(call) {
    const [word, file, statement] = call.words
    if (word === 'root' && file) return makeRoot(call, file)
    if (word === 'certify' && file && statement) return certify(call, file, statement)
    throw new CommandProblem(
      'unknown-word',
      'Say ./panah desk root FILE or ./panah desk certify FILE STATEMENT. See ./panah desk --help',
    )
  },
}

async function makeRoot(call: Call, file: string): Promise<number> {
  const root = await createRoot(await askPassphrase(call, 'seal'))
  try {
    writeFileSync(file, `${JSON.stringify(root, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  } catch (trouble) {
    throw new CommandProblem(
      'not-written',
      `${file} was not written: ${(trouble as Error).message}`,
    )
  }
  call.answer(
    { file, publicKey: root.publicKey },
    `Written: ${file}. Keep it and its passphrase apart, and a copy of each elsewhere.\nPANAH_ORGANISATION_ROOT=${root.publicKey}`,
  )
  return 0
}

async function certify(call: Call, file: string, given: string): Promise<number> {
  const root = readRoot(file)
  const statement = given.startsWith('@')
    ? readFileSync(given.slice(1), 'utf8').replace(/\n$/, '')
    : given
  call.tell(`Signing for ${describe(statement)}.`)
  const passphrase = await askPassphrase(call, 'open')
  try {
    const certificate = await certifyWith(root, passphrase, statement)
    call.answer(certificate, certificate.signature)
    return 0
  } catch (trouble) {
    throw new CommandProblem(
      'not-signed',
      `Nothing was signed: ${(trouble as Error).message}. Check the passphrase and the statement.`,
    )
  }
}

/** Whoever signs reads first what for. */
function describe(statement: string): string {
  try {
    const { name, epoch, validFrom, validUntil } = JSON.parse(statement)
    if (name?.en && validUntil)
      return `${name.en}, epoch ${epoch}, from ${validFrom} until ${validUntil}`
  } catch {}
  throw new CommandProblem(
    'no-statement',
    'That is no statement of a desk: copy the whole text that its page shows.',
  )
}

function readRoot(file: string): RootFile {
  try {
    const root = JSON.parse(readFileSync(file, 'utf8')) as RootFile
    if (root.version === 1 && root.lock) return root
  } catch (trouble) {
    throw new CommandProblem('no-root', `${file} cannot be read: ${(trouble as Error).message}`)
  }
  throw new CommandProblem('no-root', `${file} is no organisation root.`)
}
