import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser'
import { api, ProblemError } from '../../../web/workspace/api.ts'

export const hasPasskeys = browserSupportsWebAuthn

// The browser's own words for a refusal say nothing about what to do.
function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  const name = error instanceof Error ? error.name : ''
  if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED')
    return new ProblemError(409, 'staff/passkey-known')
  if (name === 'NotAllowedError' || name === 'AbortError')
    return new ProblemError(0, 'staff/passkey-not-given')
  return new ProblemError(0, 'staff/passkey-not-possible')
}

/** `autofill`: offered by the browser in the address field; resolves when one is chosen. */
export async function signInWithPasskey(autofill = false): Promise<void> {
  try {
    const optionsJSON = await api.post<PublicKeyCredentialRequestOptionsJSON>(
      '/api/sign-in/passkey/options',
      undefined,
      { bare: true },
    )
    const response = await startAuthentication({ optionsJSON, useBrowserAutofill: autofill })
    await api.post('/api/sign-in/passkey', { response }, { bare: true })
  } catch (error) {
    throw asProblem(error)
  }
}

/** Makes a passkey on this device and keeps it; `headers` carry the enrolment token, if any. */
export async function makePasskey(
  base: '/api/passkeys' | '/api/enrolment/passkey',
  label: string,
  headers: Record<string, string> = {},
): Promise<void> {
  try {
    const optionsJSON = await api.post<PublicKeyCredentialCreationOptionsJSON>(
      `${base}/options`,
      undefined,
      { headers },
    )
    // Asked for when it is made, or it could never unlock the desk later (PRF, WebAuthn Level 3).
    const extensions = { ...optionsJSON.extensions, prf: {} } as typeof optionsJSON.extensions
    const response = await startRegistration({ optionsJSON: { ...optionsJSON, extensions } })
    await api.post(base, { response, label }, { headers })
  } catch (error) {
    throw asProblem(error)
  }
}
