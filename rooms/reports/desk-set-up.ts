import type { Db } from '../../core/database.ts'
import type { Name } from '../../core/people.ts'
import { addDesk, addEpoch, addEpochWrap, addMember, saveMyKey } from './membership-records.ts'
import { nodeStretch } from './node-stretch.ts'
import { base64, fromBase64 } from './sealing/bytes.ts'
import { type Certificate, certify, statementText, verified } from './sealing/certificate.ts'
import { newSigningKey, signingKeyFrom } from './sealing/ed25519.ts'
import { newEpoch, wrapEpoch } from './sealing/epoch.ts'
import { newIdentity, recipientOf } from './sealing/identity.ts'
import { lockWithPassphrase, type PassphraseLock, secretBehind } from './sealing/member-lock.ts'
import type { Stretch } from './sealing/receipt.ts'

/** A sealed root as it is kept offline: a file of its own, never on the server. */
export interface RootFile {
  version: 1
  /** Base64; goes into PANAH_ORGANISATION_ROOT. */
  publicKey: string
  lock: PassphraseLock
}

/** Makes an organisation root, sealed under a passphrase. To be run on a machine that is kept offline. */
export async function createRoot(
  passphrase: string,
  slow: Stretch = nodeStretch,
): Promise<RootFile> {
  const root = newSigningKey()
  const lock = await lockWithPassphrase(base64(root.seed), passphrase, slow)
  return { version: 1, publicKey: root.publicKey, lock }
}

/** Signs a statement that a desk has asked for; throws BrokenSeal `wrong-passphrase`. */
export async function certifyWith(
  file: RootFile,
  passphrase: string,
  statement: string,
  slow: Stretch = nodeStretch,
): Promise<Certificate> {
  const root = signingKeyFrom(fromBase64(await secretBehind(file.lock, passphrase, slow)))
  return certify(statement, root.seed)
}

export interface NewDesk {
  id: string
  key: string
  agencyId: string
  jurisdiction: string
  name: Name
  places: readonly string[]
  kinds: readonly string[]
}

/** What a desk's first member takes away from a set-up ceremony, before the root has signed. */
export interface DeskRequest {
  desk: NewDesk
  statement: string
  /** The epoch's secrets, sealed to the first member. Base64. */
  wrap: string
  firstMember: string
}

const DAY = 86_400_000
const EPOCH_DAYS = 400

/** Begins a desk: its first epoch, wrapped to its first member, and the statement for the root to sign. */
export async function requestDesk(
  desk: NewDesk,
  firstMember: { accountId: string; recipient: string },
  now: Date,
): Promise<DeskRequest> {
  const epoch = await newEpoch(desk.id, 1)
  const statement = statementText({
    version: 1,
    deskId: desk.id,
    name: desk.name,
    epoch: 1,
    ...epoch.public,
    validFrom: now.toISOString(),
    validUntil: new Date(now.getTime() + EPOCH_DAYS * DAY).toISOString(),
  })
  const wrap = base64(await wrapEpoch(epoch.secrets, firstMember.recipient))
  return { desk, statement, wrap, firstMember: firstMember.accountId }
}

/** Opens a desk to the public once the root has signed; runs as the system. */
export async function openDesk(
  db: Db,
  request: DeskRequest,
  certificate: Certificate,
  root: string,
  now: Date,
): Promise<void> {
  const { desk, wrap, firstMember } = request
  const said = verified(certificate, root, { deskId: desk.id, epoch: 1, at: now })
  await addDesk(db, desk)
  await addMember(db, desk.id, firstMember, null, now)
  await addEpoch(db, certificate, said, null)
  await addEpochWrap(db, { deskId: desk.id, epoch: 1, accountId: firstMember, blob: wrap })
}

/** Makes an officer's key sealed under a passphrase and keeps it; runs as the system. */
export async function giveKey(
  db: Db,
  accountId: string,
  passphrase: string,
  slow: Stretch = nodeStretch,
): Promise<{ identity: string; recipient: string }> {
  const identity = await newIdentity()
  const recipient = await recipientOf(identity)
  await saveMyKey(db, accountId, recipient, [await lockWithPassphrase(identity, passphrase, slow)])
  return { identity, recipient }
}
