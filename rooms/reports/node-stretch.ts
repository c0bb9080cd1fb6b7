import { hashRaw } from '@node-rs/argon2'
import type { Stretch } from './sealing/receipt.ts'

/** Argon2id is memory-hungry by design: more than two at a time would let strangers fill this machine. */
const AT_ONCE = 2
let running = 0
const waiting: (() => void)[] = []

/** The same function as in the browser (RFC 9106), off the main thread: for the form without JavaScript and the try-out. */
export const nodeStretch: Stretch = async (secret, salt, cost) => {
  while (running >= AT_ONCE) await new Promise<void>((go) => void waiting.push(go))
  running += 1
  try {
    return await hashRaw(secret, {
      // 2 is Argon2id; the package's enum is a type only.
      algorithm: 2,
      salt,
      memoryCost: cost.memoryKiB,
      timeCost: cost.passes,
      parallelism: 1,
      outputLen: 32,
    })
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}
