import { createSHA256 } from 'hash-wasm'

/** SHA-256 in WebAssembly; undefined where the page may not compile it. */
export async function quickHash(): Promise<((bytes: Uint8Array) => Uint8Array) | undefined> {
  const hash = await createSHA256().catch(() => undefined)
  return hash && ((bytes) => hash.init().update(bytes).digest('binary'))
}
