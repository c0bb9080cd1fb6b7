/** One way to part what is counted: everything has exactly one code, so that the parts add up. */
export interface Axis<T> {
  name: string
  codes: readonly string[]
  of(one: T): string
}

/** Counts by key; a key names the codes that a number is for, and no code stands for the total. */
export interface Cube {
  cells: Map<string, number>
  /** Numbers that add up: who knows all but one of them knows that one. */
  sums: { total: string; parts: string[] }[]
}

/** 'victim&age=<18&sex=F': the same number has the same key in every table. */
export function keyOf(unit: string, codes: Record<string, string | undefined>): string {
  const named = Object.entries(codes).filter(([, code]) => code !== undefined)
  return [unit, ...named.map(([name, code]) => `${name}=${code}`).toSorted()].join('&')
}

/** Counts `counted` by all axes together and by each selection of them. */
export function cubeOf<T extends { n: number }>(
  unit: string,
  counted: readonly T[],
  axes: readonly Axis<T>[],
): Cube {
  const cells = new Map<string, number>()
  const sums: Cube['sums'] = []
  const choices = axes.map(({ codes }) => [undefined, ...codes])
  for (const chosen of product(choices)) {
    const codes = Object.fromEntries(axes.map(({ name }, at) => [name, chosen[at]]))
    const key = keyOf(unit, codes)
    const within = counted.filter((one) =>
      axes.every(({ of }, at) => chosen[at] === undefined || of(one) === chosen[at]),
    )
    cells.set(
      key,
      within.reduce((all, { n }) => all + n, 0),
    )
    for (const axis of axes) {
      if (codes[axis.name] !== undefined) continue
      const parts = axis.codes.map((code) => keyOf(unit, { ...codes, [axis.name]: code }))
      sums.push({ total: key, parts })
    }
  }
  return { cells, sums }
}

export function joinCubes(cubes: readonly Cube[]): Cube {
  return {
    cells: new Map(cubes.flatMap(({ cells }) => [...cells])),
    sums: cubes.flatMap(({ sums }) => sums),
  }
}

/** The combinations of laws that occur; the law a count rests on is one more way to part it. */
export function lawAxis<T extends { laws: readonly string[] }>(
  counted: readonly T[],
  unknown: string,
): Axis<T> {
  const of = ({ laws }: T) => (laws.length ? laws.join(' + ') : unknown)
  const codes = [...new Set(counted.map(of))].filter((code) => code !== unknown).toSorted()
  return { name: 'law', codes: [...codes, unknown], of }
}

function product<T>(choices: readonly (readonly T[])[]): T[][] {
  return choices.reduce<T[][]>(
    (all, some) => all.flatMap((one) => some.map((x) => [...one, x])),
    [[]],
  )
}
