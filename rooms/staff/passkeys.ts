import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { sql } from 'kysely'
import { aside, type Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { Problem } from '../../core/problem.ts'
import { challengeMinutes, wrongSignIn } from './sign-in.ts'

export interface PasskeyRow {
  id: string
  account_id: string
  public_key: Buffer
  counter: number
  transports: string[]
  label: string
  made_at: string
  used_at: string | null
}

export async function listPasskeys(db: Db, accountId: string): Promise<PasskeyRow[]> {
  const { rows } = await sql<PasskeyRow>`select * from staff.passkey where account_id = ${accountId}
    order by made_at`.execute(db)
  return rows
}

export async function removePasskey(db: Db, accountId: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from staff.passkey
    where id = ${id} and account_id = ${accountId}`.execute(db)
  return Boolean(numAffectedRows)
}

/** What the browser needs to make a passkey (WebAuthn Level 3, section 5.4). */
export async function registrationOptions(
  db: Db,
  house: House,
  account: { id: string; name: string },
) {
  const existing = await listPasskeys(db, account.id)
  const options = await generateRegistrationOptions({
    rpName: 'Panah',
    rpID: rpId(house),
    userName: account.name,
    userID: new Uint8Array(Buffer.from(account.id.replaceAll('-', ''), 'hex')),
    excludeCredentials: existing.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await keepChallenge(db, options.challenge, account.id)
  return options
}

export async function addPasskey(
  db: Db,
  house: House,
  accountId: string,
  label: string,
  response: RegistrationResponseJSON,
): Promise<void> {
  const challenge = challengeIn(response.response.clientDataJSON)
  const owner = await useChallenge(house, challenge)
  if (owner !== accountId) throw new Problem('conflict', 'staff/passkey-expired')
  const { verified, registrationInfo } = await checked(() =>
    verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: house.config.origin,
      expectedRPID: rpId(house),
    }),
  )
  if (!verified || !registrationInfo) throw new Problem('input', 'staff/passkey-refused')
  const { credential } = registrationInfo
  await sql`insert into staff.passkey (id, account_id, public_key, counter, transports, label)
    values (${credential.id}, ${accountId}, ${Buffer.from(credential.publicKey)}, ${credential.counter},
      ${credential.transports ?? []}::text[], ${label})`.execute(db)
}

/** Options for signing in with any passkey of this site: no name is asked for. */
export async function signInOptions(db: Db, house: House) {
  const options = await generateAuthenticationOptions({
    rpID: rpId(house),
    userVerification: 'required',
  })
  await keepChallenge(db, options.challenge, null)
  return options
}

/** The account whose passkey answered the challenge. */
export async function getAccountOfPasskey(
  db: Db,
  house: House,
  response: AuthenticationResponseJSON,
): Promise<string> {
  const challenge = challengeIn(response.response.clientDataJSON)
  if ((await useChallenge(house, challenge)) === undefined)
    throw new Problem('conflict', 'staff/passkey-expired')
  const { rows } =
    await sql<PasskeyRow>`select * from staff.passkey where id = ${response.id} for update`.execute(
      db,
    )
  const passkey = rows[0]
  if (!passkey) throw wrongSignIn()
  const { verified, authenticationInfo } = await checked(() =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: house.config.origin,
      expectedRPID: rpId(house),
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(passkey.public_key),
        counter: passkey.counter,
      },
    }),
  )
  if (!verified) throw wrongSignIn()
  await sql`update staff.passkey set counter = ${authenticationInfo.newCounter}, used_at = now()
    where id = ${passkey.id}`.execute(db)
  return passkey.account_id
}

async function checked<T>(check: () => Promise<T>): Promise<T> {
  try {
    return await check()
  } catch {
    // The library throws on every mismatch; which one it was helps only an attacker.
    throw new Problem('input', 'staff/passkey-refused')
  }
}

function rpId(house: House): string {
  return new URL(house.config.origin).hostname
}

function challengeIn(clientDataJSON: string): string {
  try {
    return String(
      (JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString()) as { challenge: unknown })
        .challenge,
    )
  } catch {
    throw new Problem('input', 'staff/passkey-refused')
  }
}

async function keepChallenge(db: Db, challenge: string, accountId: string | null): Promise<void> {
  await sql`delete from staff.challenge where until < now()`.execute(db)
  await sql`insert into staff.challenge (challenge, account_id, until)
    values (${challenge}, ${accountId}, now() + make_interval(mins => ${challengeMinutes}))`.execute(
    db,
  )
}

/** Uses a challenge up, in a transaction of its own: a failed answer must not leave it for another try. */
function useChallenge(house: House, challenge: string): Promise<string | null | undefined> {
  return aside(house, async (db) => {
    const { rows } = await sql<{ account_id: string | null }>`delete from staff.challenge
      where challenge = ${challenge} and until > now() returning account_id`.execute(db)
    return rows[0]?.account_id
  })
}
