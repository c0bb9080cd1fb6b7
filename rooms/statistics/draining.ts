import type { House } from '../../core/house.ts'

/**
 * Does what waits, one piece after another, as long as `doOne` finds some. Asked while it is at work,
 * it looks once more afterwards: what had come by then is done when the answer resolves.
 */
export function draining(doOne: (house: House) => Promise<boolean>) {
  const passes = new WeakMap<House['database'], { now: Promise<void>; next?: Promise<void> }>()

  function begin(house: House): Promise<void> {
    const pass: { now: Promise<void>; next?: Promise<void> } = {
      now: drain(house).finally(() => {
        if (!pass.next) passes.delete(house.database)
      }),
    }
    passes.set(house.database, pass)
    return pass.now
  }

  async function drain(house: House): Promise<void> {
    while (await doOne(house));
  }

  return (house: House): Promise<void> => {
    const pass = passes.get(house.database)
    if (!pass) return begin(house)
    pass.next ??= pass.now.catch(() => undefined).then(() => begin(house))
    return pass.next
  }
}
