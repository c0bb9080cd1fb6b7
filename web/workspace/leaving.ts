/** `ended`: the session is over, its person may come back. `other-person`: somebody else is here. */
export type Leaving = 'ended' | 'other-person'

const told: ((how: Leaving) => void)[] = []

/** For whatever keeps secrets in memory: keys are dropped on both, unfinished words on the second. */
export function whenLeaving(act: (how: Leaving) => void): void {
  told.push(act)
}

export function leave(how: Leaving): void {
  for (const act of told) act(how)
}
