import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { asSystem } from '../core/database.ts'
import { announceRecovery } from '../rooms/oversight/door.ts'
import {
  certifyWith,
  createRoot,
  getDeskByKey,
  makeRecovery,
  type RootFile,
  recoverWith,
  recoveryReasons,
  SHARES_NEEDED,
} from '../rooms/reports/door.ts'
import { type Call, type Command, CommandProblem } from './command.ts'
import { withHouse } from './ground.ts'
import { askPassphrase } from './passphrase.ts'

export const desk: Command = {
  name: 'desk',
  help: `./panah desk root FILE               make the root; prints its public key
./panah desk certify FILE STATEMENT  sign what a desk asks for; prints the signature
./panah desk recovery DESK FOLDER    make a desk's recovery key, in five shares, one file each
./panah desk recover DESK --to ACCOUNT --reason CODE SHARE SHARE SHARE
                                     open it for an officer; published first, in the public log

For a machine that is kept offline. FILE holds the root, sealed with a passphrase
(PANAH_PASSPHRASE, --passphrase-file F, or asked for); whoever has both can stand up as any
desk. The public key goes into PANAH_ORGANISATION_ROOT. STATEMENT is the text that the desk's
page shows, or @ and the name of a file that holds it.

A recovery key needs three of its five shares: give them to five people who do not work together.
A member of the desk lets it in on the desk's page, as she does a newcomer. Reasons for opening it:
every-member-lost-the-key, members-gone, court-order, drill. ACCOUNT is the officer's number, or in
the try-out her handle.`,
  options: {
    'passphrase-file': { type: 'string' },
    to: { type: 'string' },
    reason: { type: 'string' },
  },
  async run(call) {
    const [word, file, statement] = call.words
    if (word === 'root' && file) return makeRoot(call, file)
    if (word === 'certify' && file && statement) return certify(call, file, statement)
    if (word === 'recovery' && file && statement) return cutRecovery(call, file, statement)
    if (word === 'recover' && file) return recover(call, file, call.words.slice(2))
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

async function cutRecovery(call: Call, deskKey: string, folder: string): Promise<number> {
  const made = await withHouse((house) => asSystem(house, (db) => makeRecovery(db, house, deskKey)))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const files = made.shares.map((share, at) => {
    const file = join(folder, `share-${at + 1}`)
    writeFileSync(file, `${share}\n`, { mode: 0o600, flag: 'wx' })
    return file
  })
  call.answer(
    { recipient: made.recipient, files },
    `Written: ${files.join(', ')}\nGive each to somebody else, and delete it here. Let the key in on the desk's page: ${made.recipient}`,
  )
  return 0
}

async function recover(call: Call, deskKey: string, files: readonly string[]): Promise<number> {
  const { to, reason } = call.options
  if (
    !to ||
    !(recoveryReasons as readonly string[]).includes(reason) ||
    files.length < SHARES_NEEDED
  )
    throw new CommandProblem('bad-arguments', 'See ./panah desk --help', 2)
  const shares = files.map((file) => readFileSync(file, 'utf8').trim())
  return withHouse(async (house) => {
    const desk = await asSystem(house, (db) => getDeskByKey(db, deskKey))
    const index = await announceRecovery(house, { deskId: desk.id, deskKey, reason })
    call.tell(`Published as line ${index} of the public log. Opening the key …`)
    const epochs = await asSystem(house, async (db) => {
      const { rows } = await sql<{ id: string }>`select id from core.account
        where handle = ${to} or id::text = ${to}`.execute(db)
      const accountId = rows[0]?.id
      if (!accountId) throw new CommandProblem('no-account', `There is no account ${to}.`, 2)
      return recoverWith(db, { deskKey, shares, accountId, now: house.now() })
    })
    call.answer({ index, epochs }, `Done: ${epochs} epochs are open to ${to}.`)
    return 0
  })
}
