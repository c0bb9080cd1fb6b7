import { hash, verify } from '@node-rs/argon2'

const cost = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }
const AT_ONCE = 4

let running = 0
const waiting: (() => void)[] = []
let nobodysHash: Promise<string> | undefined

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, cost))
}

/** Checks a password; an unknown account costs the same time as a known one. */
export async function isPassword(stored: string | undefined, password: string): Promise<boolean> {
  nobodysHash ??= hash('nobody has this password', cost)
  const against = stored ?? (await nobodysHash)
  const right = await inTurn(() => verify(against, password))
  return stored !== undefined && right
}

/** A flood of sign-ins must not take all memory: a few hashes at once, the others wait. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}
