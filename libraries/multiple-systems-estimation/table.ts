/**
 * What is wrong with a table of lists, and what its owner can do: never a bug of ours.
 * `code` is stable, the message is for people.
 */
export class TableProblem extends Error {
  readonly code: string
  readonly remedy: string
  constructor(code: string, reason: string, remedy: string) {
    super(`${reason} ${remedy}`)
    this.code = code
    this.remedy = remedy
  }
}

/** More lists than these make more combinations than a table of people can fill. */
export const MOST_LISTS = 12

/**
 * How many people were seen on exactly which lists. A cell is a bit mask: list 1 is bit 0.
 * `counts[0]`, the people on no list, is what nobody knows and is always 0 here.
 */
export interface ListTable {
  lists: readonly string[]
  /** 2^k counts by mask. */
  counts: Float64Array
  /** People observed. */
  n: number
}

export interface Row {
  /** 0 or 1 per list. */
  on: readonly number[]
  count: number
}

export const listsOf = (table: ListTable) => table.lists.length

/** Builds a table from rows in any order; rows of the same combination add up, zero rows may be absent. */
export function tableOf(lists: readonly string[], rows: Iterable<Row>): ListTable {
  refuseLists(lists)
  const counts = new Float64Array(2 ** lists.length)
  let line = 0
  for (const { on, count } of rows) {
    line++
    if (!Number.isInteger(count) || count < 0) {
      throw new TableProblem(
        'bad-count',
        `Row ${line} has the count ${count}; people are counted in whole numbers from 0 up.`,
        'Put the number of people of this combination, or leave the row out.',
      )
    }
    counts[maskOf(on, lists, line)]! += count
  }
  // A row of zeros says how many nobody listed: that is what is to be estimated, and is not used.
  counts[0] = 0
  const built = table(lists, counts)
  if (built.n === 0)
    throw new TableProblem('nobody', 'The table counts nobody.', 'Check the column of counts.')
  refuseCopies(built)
  return built
}

/** A table from counts by mask, unchecked: for tables made from another. */
export function table(lists: readonly string[], counts: Float64Array): ListTable {
  let n = 0
  for (let cell = 1; cell < counts.length; cell++) n += counts[cell]!
  return { lists, counts, n }
}

function maskOf(on: readonly number[], lists: readonly string[], line: number): number {
  let mask = 0
  lists.forEach((name, at) => {
    const mark = on[at]
    if (mark !== 0 && mark !== 1) {
      throw new TableProblem(
        'bad-mark',
        `Row ${line}, list "${name}": "${mark}" is neither 0 (not on it) nor 1 (on it).`,
        'Mark every list with 0 or 1; the number of people belongs in a column called count.',
      )
    }
    mask |= mark << at
  })
  return mask
}

function refuseLists(lists: readonly string[]): void {
  const twice = lists.find((name, at) => lists.indexOf(name) !== at)
  if (twice !== undefined) {
    throw new TableProblem(
      'duplicate-list',
      `The list "${twice}" is there twice.`,
      'Give each list one column with a name of its own.',
    )
  }
  if (lists.length < 3) {
    throw new TableProblem(
      'too-few-lists',
      `There ${lists.length === 1 ? 'is 1 list' : `are ${lists.length} lists`}; at least three are needed.`,
      'With two lists nobody can examine whether being on one makes being on the other likelier, ' +
        'so no number can be defended. Add a third list, or split one by the agency that identified.',
    )
  }
  if (lists.length > MOST_LISTS) {
    throw new TableProblem(
      'too-many-lists',
      `There are ${lists.length} lists; up to ${MOST_LISTS} can be handled.`,
      'Join lists of the same kind (several police units into one) and try again.',
    )
  }
}

/**
 * Refuses a table from which no assumption could lead to a number that can be defended. It is a
 * judgement, so a caller may choose not to ask it.
 */
export function refuseHopeless({ lists, counts }: ListTable): void {
  const over = supersetSums(counts)
  lists.forEach((name, at) => {
    const size = over[1 << at]!
    if (size === 0) {
      throw new TableProblem(
        'empty-list',
        `The list "${name}" has nobody on it.`,
        'Leave its column out.',
      )
    }
    if (size === counts[1 << at]) {
      throw new TableProblem(
        'no-overlap',
        `Nobody on the list "${name}" is on any other list.`,
        'Without overlap it says nothing about how many people all lists miss. ' +
          'Check the linkage of this list, or leave it out.',
      )
    }
  })
  const shared = counts.reduce((sum, count, cell) => (single(cell) ? sum : sum + count), 0)
  if (shared < 3) {
    throw new TableProblem(
      'too-little-overlap',
      `Only ${shared} people are on more than one list.`,
      'Any number made from so few would be a guess. Link more lists, or a longer period.',
    )
  }
}

/** A list that holds just the same people as another is one list given twice. */
function refuseCopies({ lists, counts }: ListTable): void {
  for (let a = 0; a < lists.length; a++) {
    for (let b = a + 1; b < lists.length; b++) {
      const differ = counts.some(
        (count, cell) => count > 0 && ((cell >> a) & 1) !== ((cell >> b) & 1),
      )
      if (differ) continue
      throw new TableProblem(
        'duplicate-list',
        `The lists "${lists[a]}" and "${lists[b]}" hold exactly the same people.`,
        'One is a copy of the other: leave one out.',
      )
    }
  }
}

export const single = (cell: number) => (cell & (cell - 1)) === 0

/** result[t] = sum of values[c] over c ⊇ t. */
export function supersetSums(values: Float64Array): Float64Array {
  const sums = values.slice()
  sumUp(sums)
  return sums
}

/** Superset sums in place (the zeta transform upside down). */
export function sumUp(sums: Float64Array): void {
  const size = sums.length
  for (let bit = 1; bit < size; bit <<= 1) {
    for (let block = 0; block < size; block += bit << 1) {
      for (let cell = block; cell < block + bit; cell++) sums[cell]! += sums[cell + bit]!
    }
  }
}

/** Subset sums in place. */
export function sumDown(sums: Float64Array): void {
  const size = sums.length
  for (let bit = 1; bit < size; bit <<= 1) {
    for (let block = 0; block < size; block += bit << 1) {
      for (let cell = block; cell < block + bit; cell++) sums[cell + bit]! += sums[cell]!
    }
  }
}

/** The table without one list: people seen on no other list drop out. */
export function withoutList(whole: ListTable, list: number): ListTable {
  const k = whole.lists.length
  const counts = new Float64Array(2 ** (k - 1))
  const low = (1 << list) - 1
  for (let cell = 1; cell < whole.counts.length; cell++) {
    counts[(cell & low) | ((cell >> 1) & ~low)]! += whole.counts[cell]!
  }
  counts[0] = 0
  return table(
    whole.lists.filter((_, at) => at !== list),
    counts,
  )
}
