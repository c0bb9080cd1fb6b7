import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { House } from '../../core/house.ts'
import { base64, fromBase64 } from './sealing/bytes.ts'
import { newSigningKey, type SigningKey, signingKeyFrom } from './sealing/ed25519.ts'

type Configured = Pick<House, 'config'>

/** The public key of the organisation root, base64. In the try-out it is made on the spot. */
export function rootOf({ config }: Configured): string {
  return config.organisationRoot ?? tryoutRoot({ config }).publicKey
}

/**
 * The whole root of the try-out, which lies open in the data folder so that everything can be tried.
 * Throws in live mode: there the root is kept offline and this process never holds it.
 */
export function tryoutRoot({ config }: Configured): SigningKey {
  if (config.mode === 'live') throw new Error('The organisation root is offline in live mode.')
  const file = join(config.dataFolder, 'TRY-OUT-organisation-root')
  if (!existsSync(file)) {
    mkdirSync(config.dataFolder, { recursive: true })
    writeFileSync(file, base64(newSigningKey().seed), { mode: 0o600, flag: 'wx' })
  }
  return signingKeyFrom(fromBase64(readFileSync(file, 'utf8')))
}
