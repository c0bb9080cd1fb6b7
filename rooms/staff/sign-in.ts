import { Problem } from '../../core/problem.ts'

const TRIES = 8
const SHORTEST_PASSWORD = 12
const LONGEST_PASSWORD = 200

export const triesWindowMinutes = 15
export const enrolmentDays = 7
export const challengeMinutes = 5

/** Refuses further sign-ins for an address that has failed too often of late. */
export function refuseAfterTries(failed: number): void {
  if (failed >= TRIES) {
    throw new Problem('too-many', 'staff/too-many-tries', {
      values: { minutes: triesWindowMinutes },
    })
  }
}

/** Length is what counts (NIST SP 800-63B, section 5.1.1): no rules about signs and digits. */
export function checkPassword(password: string): void {
  if (password.length < SHORTEST_PASSWORD) {
    throw new Problem('input', 'staff/password-too-short', {
      fields: { password: 'staff/password-too-short' },
      values: { length: SHORTEST_PASSWORD },
    })
  }
  if (password.length > LONGEST_PASSWORD) throw new Problem('input', 'staff/password-too-long')
}

/** The same answer for a wrong address, a wrong password and a disabled account. */
export function wrongSignIn(): Problem {
  return new Problem('unauthenticated', 'staff/wrong-sign-in')
}
