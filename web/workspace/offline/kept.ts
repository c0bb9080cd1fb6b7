/**
 * What a page keeps on this device while there is no network, sealed with AES-256-GCM. The key
 * comes from the server for one person and cannot be read out of the browser; signing out takes it
 * away, and what was kept stays unreadable until the same person signs in again.
 */
export const HOURS_A_KEY_STAYS = 16

interface HeldKey {
  personId: string
  key: CryptoKey
  until: number
}

interface Row {
  id: string
  personId: string
  kind: string
  nonce: Uint8Array<ArrayBuffer>
  sealed: ArrayBuffer
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('panah-offline', 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore('key')
    request.result.createObjectStore('kept', { keyPath: 'id' })
  }
  return done(request)
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function within<T>(
  store: 'key' | 'kept',
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open()
  try {
    return await done(work(database.transaction(store, mode).objectStore(store)))
  } finally {
    database.close()
  }
}

/** Holds the key of whoever is signed in; another person's is let go of. `base64` is 32 bytes. */
export async function holdKey(personId: string, base64: string): Promise<void> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
  const held: HeldKey = { personId, key, until: Date.now() + HOURS_A_KEY_STAYS * 3_600_000 }
  await within('key', 'readwrite', (store) => store.put(held, 'key'))
}

export async function forgetKey(): Promise<void> {
  await within('key', 'readwrite', (store) => store.delete('key')).catch(() => undefined)
}

/** Whose key is held; undefined after signing out, and after sixteen hours. */
export async function keyHolder(): Promise<string | undefined> {
  return (await heldKey())?.personId
}

async function heldKey(): Promise<HeldKey | undefined> {
  const held = await within<HeldKey | undefined>('key', 'readonly', (store) => store.get('key'))
  if (!held) return undefined
  if (held.until > Date.now()) return held
  await forgetKey()
  return undefined
}

/** Seals and keeps a value that JSON can carry. Throws where no key is held. */
export async function keep(kind: string, id: string, value: unknown): Promise<void> {
  const held = await heldKey()
  if (!held) throw new Error('No key is held on this device.')
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const text = new TextEncoder().encode(JSON.stringify(value))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, held.key, text)
  const row: Row = { id, personId: held.personId, kind, nonce, sealed }
  await within('kept', 'readwrite', (store) => store.put(row))
}

/** Everything of a kind that the holder of the key has kept here. */
export async function allKept<T>(kind: string): Promise<{ id: string; value: T }[]> {
  const held = await heldKey()
  if (!held) return []
  const rows = await within<Row[]>('kept', 'readonly', (store) => store.getAll())
  const own = rows.filter((row) => row.kind === kind && row.personId === held.personId)
  return Promise.all(
    own.map(async ({ id, nonce, sealed }) => {
      const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, held.key, sealed)
      return { id, value: JSON.parse(new TextDecoder().decode(text)) as T }
    }),
  )
}

export async function letGo(id: string): Promise<void> {
  await within('kept', 'readwrite', (store) => store.delete(id))
}
