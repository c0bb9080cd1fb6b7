import type { Bytes } from '../../sealing/bytes.ts'

interface PrfResults {
  prf?: { enabled?: boolean; results?: { first?: ArrayBuffer | Uint8Array } }
}

/** May this browser know the PRF extension? Only asking a passkey tells for certain. */
export const mayHavePrf = () =>
  typeof PublicKeyCredential !== 'undefined' && 'credentials' in navigator

/**
 * Asks a passkey for its PRF output over `salt` (WebAuthn Level 3, section 10.1.4): 32 bytes that
 * only this passkey can make. The challenge is not checked by anybody: nothing is proved to a
 * server here. Throws where the passkey or the browser has no PRF.
 */
export async function prfOf(
  salt: Bytes,
  credentialId?: Bytes,
): Promise<{ output: Bytes; credentialId: Bytes }> {
  const credential = (await navigator.credentials.get({
    publicKey: {
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      userVerification: 'required',
      allowCredentials: credentialId ? [{ type: 'public-key', id: credentialId }] : [],
      extensions: { prf: { eval: { first: salt } } } as AuthenticationExtensionsClientInputs,
    },
  })) as PublicKeyCredential | null
  const first = (credential?.getClientExtensionResults() as PrfResults | undefined)?.prf?.results
    ?.first
  if (!credential || !first) throw new Error('this passkey has no PRF')
  return {
    output: new Uint8Array(first as ArrayBuffer),
    credentialId: new Uint8Array(credential.rawId),
  }
}
