import { generateSecret, generateURI, verifySync } from 'otplib'

const TOLERANCE_SECONDS = 30

/** A new secret for one-time codes, and the link an authenticator app reads (RFC 6238). */
export function newCodeSecret(label: string): { secret: string; uri: string } {
  const secret = generateSecret()
  return { secret, uri: generateURI({ issuer: 'Panah', label, secret }) }
}

/** The time step of a right code that is newer than `lastStep`, or undefined. */
export function findStep(secret: string, code: string, lastStep: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined
  const found = verifySync({
    secret,
    token: code,
    epochTolerance: TOLERANCE_SECONDS,
    afterTimeStep: lastStep,
  })
  return found.valid && 'timeStep' in found ? found.timeStep : undefined
}
