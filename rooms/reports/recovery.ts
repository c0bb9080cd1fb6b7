import { sql } from 'kysely'
import { combine, split } from 'shamir-secret-sharing'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { Problem } from '../../core/problem.ts'
import { addKeyHolder } from '../staff/door.ts'
import { addEpochWrap, addMember } from './membership-records.ts'
import { base64, fromBase64, textOf, utf8 } from './sealing/bytes.ts'
import { isRecipient, newIdentity, recipientOf, seal, unseal } from './sealing/identity.ts'

export const SHARES = 5
export const SHARES_NEEDED = 3

/** Why a desk's recovery key may be opened; the code is published before it is. */
export const recoveryReasons = [
  'every-member-lost-the-key',
  'members-gone',
  'court-order',
  'drill',
] as const
export type RecoveryReason = (typeof recoveryReasons)[number]

interface DeskOf {
  id: string
  key: string
  agency_id: string
  jurisdiction: string
  name_en: string
  name_ur: string
}

export async function getDeskByKey(db: Db, key: string): Promise<DeskOf> {
  const { rows } = await sql<DeskOf>`select id, key, agency_id, jurisdiction, name_en, name_ur
    from reports.desk where key = ${key}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'reports/no-such-desk')
  return rows[0]
}

const holderOf = (desk: DeskOf) => `recovery.${desk.key}@panah.invalid`

/**
 * Makes a desk's recovery key and splits it (Shamir, 3 of 5): nobody ever has the whole of it. It is
 * a member of the desk that cannot sign in; the desk lets it in as it does any newcomer, and from
 * then on every epoch is wrapped to it. Runs as the system.
 */
export async function makeRecovery(
  db: Db,
  house: House,
  deskKey: string,
): Promise<{ recipient: string; shares: string[] }> {
  const desk = await getDeskByKey(db, deskKey)
  const identity = await newIdentity()
  const recipient = await recipientOf(identity)
  const accountId = await addKeyHolder(db, house, {
    nameEn: `Recovery key (3 of 5): ${desk.name_en}`.slice(0, 200),
    nameUr: `ہنگامی چابی (پانچ میں سے تین): ${desk.name_ur}`.slice(0, 200),
    email: holderOf(desk),
    agencyId: desk.agency_id,
    teamId: null,
    duties: ['desk-officer'],
    sees: 'nothing',
    jurisdiction: desk.jurisdiction,
  })
  await sql`insert into reports.member_key (account_id, recipient) values (${accountId}, ${recipient})`.execute(
    db,
  )
  const shares = await split(utf8(identity), SHARES, SHARES_NEEDED)
  return { recipient, shares: shares.map((share) => base64(share)) }
}

interface Held {
  epoch: number
  blob: Buffer
  recipient: string
}

/**
 * Opens the recovery key with enough shares and wraps every epoch that it has to a newcomer, who is a
 * member from then on. Gives the number of epochs. Runs as the system, after the opening was published.
 */
export async function recoverWith(
  db: Db,
  of: { deskKey: string; shares: readonly string[]; accountId: string; now: Date },
): Promise<number> {
  const desk = await getDeskByKey(db, of.deskKey)
  const { rows: held } = await sql<Held>`select w.epoch, w.blob, k.recipient
    from reports.epoch_wrap w join reports.member_key k using (account_id)
    join core.account a on a.id = w.account_id
    where w.desk_id = ${desk.id} and a.name_en like 'Recovery key (3 of 5): %' order by w.epoch`.execute(
    db,
  )
  if (!held[0]) throw new Problem('conflict', 'reports/no-recovery-key')
  const identity = await combined(of.shares, held[0].recipient)
  const { rows } = await sql<{ recipient: string }>`select k.recipient from reports.member_key k
    join core.account a on a.id = k.account_id
    where k.account_id = ${of.accountId} and a.agency_id = ${desk.agency_id} and a.state = 'active'`.execute(
    db,
  )
  const newcomer = rows[0]?.recipient
  if (!newcomer) throw new Problem('conflict', 'reports/newcomer-without-key')
  await addMember(db, desk.id, of.accountId, null, of.now)
  for (const { epoch, blob } of held) {
    const secrets = await unseal(blob, identity)
    const wrap = base64(await seal(secrets, newcomer))
    await addEpochWrap(db, { deskId: desk.id, epoch, accountId: of.accountId, blob: wrap })
    secrets.fill(0)
  }
  return held.length
}

/** Throws where the shares are too few, or not of this key. */
export async function combined(shares: readonly string[], recipient: string): Promise<string> {
  try {
    if (shares.length < SHARES_NEEDED || !isRecipient(recipient)) throw new Error('too few')
    const identity = textOf(await combine(shares.map((share) => fromBase64(share.trim()))))
    if ((await recipientOf(identity)) === recipient) return identity
  } catch {}
  throw new Problem('input', 'reports/shares-do-not-fit')
}
