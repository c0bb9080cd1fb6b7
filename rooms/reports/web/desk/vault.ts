import { useSyncExternalStore } from 'react'
import { api } from '../../../../web/workspace/api.ts'
import { whenLeaving } from '../../../../web/workspace/leaving.ts'
import { fromBase64 } from '../../sealing/bytes.ts'
import { verified } from '../../sealing/certificate.ts'
import { type OpenEpoch, openEpoch } from '../../sealing/epoch.ts'
import type { Identity } from '../../sealing/identity.ts'
import type { DeskKeysAnswer } from '../../shapes.ts'

/**
 * The officer's key, in memory only and held by the platform where it can be: never in the
 * browser's storage, dropped when the tab closes, the session ends, somebody else signs in, or
 * nothing is done for a while.
 */
let member: Identity | undefined
let opened = new Map<string, Promise<OpenEpoch[]>>()
const watchers = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined

export const lockAfterMinutes = 10

function tell(): void {
  for (const watcher of watchers) watcher()
}

export function lockDesk(): void {
  member = undefined
  opened = new Map()
  clearTimeout(timer)
  tell()
}

export function unlockDesk(identity: Identity): void {
  member = identity
  opened = new Map()
  restart()
  tell()
}

function restart(): void {
  if (!member) return
  clearTimeout(timer)
  timer = setTimeout(lockDesk, lockAfterMinutes * 60_000)
}

for (const sign of ['pointerdown', 'keydown', 'scroll'])
  globalThis.addEventListener?.(sign, restart, { passive: true, capture: true })
whenLeaving(lockDesk)

/** The member's identity while unlocked. */
export function useMember(): Identity | undefined {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => member,
  )
}

/** Every epoch of the desk that this member can open, oldest first. Each key is verified against the root. */
export function epochsOf(deskId: string, root: string, identity: Identity): Promise<OpenEpoch[]> {
  const known = opened.get(deskId)
  if (known) return known
  const opening = api.get<DeskKeysAnswer>(`/api/desk/${deskId}/keys`).then(({ epochs }) =>
    Promise.all(
      epochs.flatMap(({ epoch, certificate, wrap }) => {
        if (!wrap) return []
        const statement = verified(certificate, root, { deskId, epoch })
        return [openEpoch(fromBase64(wrap), identity, statement)]
      }),
    ),
  )
  opened.set(deskId, opening)
  // A failed attempt (no connection) must not be remembered.
  opening.catch(() => opened.delete(deskId))
  return opening
}

/** After the desk's keys have changed. */
export function forgetEpochs(deskId: string): void {
  opened.delete(deskId)
}
