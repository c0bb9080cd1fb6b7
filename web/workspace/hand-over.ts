import { whenLeaving } from './leaving.ts'

// Decrypted answers travel between pages only here: in memory, taken once, gone on reload.
// Never in a URL, never in the browser's storage.
const kept = new Map<string, unknown>()

export function handOver<T>(name: string, value: T): void {
  kept.set(name, value)
}

/** What was handed over under this name; a second call finds nothing. */
export function takeOver<T>(name: string): T | undefined {
  const value = kept.get(name) as T | undefined
  kept.delete(name)
  return value
}

whenLeaving((how) => {
  if (how === 'other-person') kept.clear()
})
