import * as fs from 'node:fs'
import { dirname } from 'node:path'

/** Whether a process of this number exists (whoever owns it). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether a user without any rights here could walk down to this folder. */
export function reachableBy(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if ((fs.statSync(at).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

export function handOver(path: string, owner: number | undefined): void {
  if (owner !== undefined) fs.chownSync(path, owner, owner)
}

/** Waits until no other live process holds the lock file, takes it, and returns how to give it back. */
export async function holdLock(path: string, patience = 90_000): Promise<() => void> {
  const until = Date.now() + patience
  for (;;) {
    try {
      fs.writeFileSync(path, String(process.pid), { flag: 'wx' })
      return () => fs.rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (isAbandoned(path)) fs.rmSync(path, { force: true })
    else if (Date.now() > until)
      throw new Error(`${path} has been held for too long by another process`)
    else await new Promise((done) => setTimeout(done, 50))
  }
}

function isAbandoned(path: string): boolean {
  try {
    const holder = Number(fs.readFileSync(path, 'utf8'))
    // An empty file is one that is being written this moment.
    return holder > 0 ? !isAlive(holder) : Date.now() - fs.statSync(path).mtimeMs > 5_000
  } catch {
    return false
  }
}
