import type { Fit } from './fit.ts'
import { sizeOf } from './model.ts'
import type { Ranked, Ranking } from './ranking.ts'
import type { Checks, Estimate, Grade, Warning } from './report.ts'
import { associations, chiSquareAbove } from './sensitivity.ts'
import { type ListTable, supersetSums } from './table.ts'
import { unequalChances } from './unequal.ts'

export function warning(
  code: string,
  grade: Grade,
  text: string,
  values: Warning['values'] = {},
): Warning {
  return { code, grade, text, values }
}

const percent = (share: number) => `${Math.round(share * 100)} %`
const whole = (n: number) => Math.round(n).toLocaleString('en')

/** What the table itself says, before any model. */
export function tableWarnings(table: ListTable): Warning[] {
  return [
    ...listWarnings(table),
    ...overlapWarnings(table),
    ...copyWarnings(table),
    ...togetherWarnings(table),
  ]
}

function listWarnings(table: ListTable): Warning[] {
  const over = supersetSums(table.counts)
  const found: Warning[] = []
  if (table.lists.length === 3) {
    found.push(
      warning(
        'three-lists',
        'amber',
        'With three lists nothing can test whether all three go together; that they do not is taken on trust.',
      ),
    )
  }
  table.lists.forEach((list, at) => {
    const share = over[1 << at]! / table.n
    if (over[1 << at] === table.counts[1 << at]) {
      found.push(
        warning('no-overlap', 'red', `Nobody on the list "${list}" is on any other.`, { list }),
      )
    } else if (share < 0.05) {
      found.push(
        warning(
          'small-list',
          'amber',
          `The list "${list}" holds only ${percent(share)} of all people listed.`,
          {
            list,
            share,
          },
        ),
      )
    }
  })
  return found
}

function overlapWarnings(table: ListTable): Warning[] {
  const found: Warning[] = []
  let [empty, shared] = [0, 0]
  for (let cell = 1; cell < table.counts.length; cell++) {
    if (table.counts[cell] === 0) empty++
    if (sizeOf(cell) > 1) shared += table.counts[cell]!
  }
  const share = empty / (table.counts.length - 1)
  if (share >= 0.3) {
    found.push(
      warning(
        'sparse',
        'amber',
        `${percent(share)} of the possible combinations of lists hold nobody: much rests on few people.`,
        { share },
      ),
    )
  }
  if (shared < 30) {
    // A report leaves the house: a number below 5 could point at a person.
    const told = shared < 5 ? '<5' : shared
    found.push(
      warning(
        'little-overlap',
        shared < 10 ? 'red' : 'amber',
        `${shared < 5 ? 'Fewer than 5' : `Only ${shared}`} people are on more than one list: a few more or fewer would change every number.`,
        { shared: told },
      ),
    )
  }
  return found
}

function copyWarnings(table: ListTable): Warning[] {
  return associations(table)
    .filter(({ shared }) => shared > 0.8)
    .map(({ pair, shared }) =>
      warning(
        'near-copy',
        shared > 0.95 ? 'red' : 'amber',
        `${percent(shared)} of the smaller of "${pair[0]}" and "${pair[1]}" is on the other: one may be fed by the other.`,
        { a: pair[0], b: pair[1], share: shared },
      ),
    )
}

/** Signs that people differ in how easily they are listed: then every pair of lists goes together. */
function togetherWarnings(table: ListTable): Warning[] {
  const pairs = associations(table).filter(({ ratio }) => !Number.isNaN(ratio))
  if (pairs.length < 3) return []
  const positive = pairs.filter(({ ratio }) => ratio > 1).length / pairs.length
  const clear = pairs.filter(({ z }) => z > 2).length / pairs.length
  // Each pair may show little and all of them together much.
  const pooled = pairs.reduce((sum, { z }) => sum + z, 0) / Math.sqrt(pairs.length)
  // One degree for all pairs is what people who differ look like: 5 % of tables without it reach this.
  const alike = (unequalChances(table)?.z ?? 0) > 1.645
  if (positive < 0.6 || (pooled < 3 && !alike && (positive < 0.8 || clear < 0.3))) return []
  return [
    warning(
      'heterogeneity',
      clear >= 0.6 && positive >= 0.8 ? 'red' : 'amber',
      `${percent(positive)} of the pairs of lists go together (${percent(clear)} clearly). That is how it looks ` +
        'when some people are easily listed and others hardly ever: the numbers are then too low.',
      { positive, clear },
    ),
  ]
}

/** What the models say about one another. */
export function modelWarnings(
  ranking: Ranking,
  chosen: Fit | undefined,
  table: ListTable,
): Warning[] {
  const found: Warning[] = []
  const best = ranking.models[0]
  if (!best) return found
  const near = ranking.models.filter(({ bic }) => bic - best.bic < 2)
  const [low, high] = extremes(near.map(({ total }) => total))
  if (high / low > 1.25) {
    found.push(
      warning(
        'models-disagree',
        high / low > 2 ? 'red' : 'amber',
        `${near.length} models fit as well as the best (BIC within 2) and say anything from ${whole(low)} to ${whole(high)}.`,
        { models: near.length, low, high },
      ),
    )
  }
  if (hasTriple(best)) {
    found.push(
      warning(
        'three-way',
        'amber',
        `The best model, ${best.name}, needs three lists to go together at once; methods that allow only pairs mislead here.`,
        { model: best.name },
      ),
    )
  }
  if (ranking.refused.length) {
    const tried = ranking.models.length + ranking.refused.length
    found.push(
      warning(
        'models-refused',
        'amber',
        `${ranking.refused.length} of ${tried} models were left out: their estimate does not exist or is not unique, since some combinations hold nobody.`,
        { refused: ranking.refused.length, tried },
      ),
    )
  }
  if (!ranking.exhaustive) {
    found.push(
      warning(
        'searched',
        'amber',
        `With ${table.lists.length} lists not all models can be tried; a search looked at ${ranking.models.length}.`,
        { lists: table.lists.length, models: ranking.models.length },
      ),
    )
  }
  if (chosen) found.push(...fitWarning(chosen, table))
  return found
}

const hasTriple = (one: Ranked) => one.model.some((term) => sizeOf(term) > 2)

function fitWarning(fit: Fit, table: ListTable): Warning[] {
  const cells = fit.mean.reduce((sum, mean, cell) => (cell && mean > 0 ? sum + 1 : sum), 0)
  const freedom = cells - fit.terms.length
  const p = chiSquareAbove(fit.deviance, freedom)
  // With few people per cell the deviance is no χ²; then the other warnings speak.
  if (p > 0.01 || table.n < 5 * cells) return []
  return [
    warning(
      'poor-fit',
      p < 1e-4 ? 'red' : 'amber',
      `The stepwise model does not fit the overlaps (p = ${p.toPrecision(2)}): something that it leaves out is at work.`,
      { p },
    ),
  ]
}

/** What one method's own interval says. */
export function intervalWarnings({ method, N, upper }: Estimate): Warning[] {
  if (!(upper / N > 3)) return []
  return [
    warning(
      'wide',
      // Of people who differ, data hardly ever bound the number from above: no reason to drop the others.
      upper / N > 10 && method !== 'unequal' ? 'red' : 'amber',
      `The upper limit is ${(upper / N).toFixed(1)} times the estimate: the data hardly bound it from above.`,
      { times: upper / N },
    ),
  ]
}

export function failureWarnings(failed: number, of: number): Warning[] {
  const share = failed / of
  if (share <= 0.01) return []
  return [
    warning(
      'failed-fits',
      share > 0.1 ? 'red' : 'amber',
      `${percent(share)} of the bootstrap samples had no estimate; the limits leave them out and are too narrow.`,
      { share },
    ),
  ]
}

/** What the methods and checks say about one another. */
export function comparingWarnings(
  estimates: readonly Estimate[],
  checks: Checks,
  bound: number,
): Warning[] {
  return [
    ...spreadWarning(estimates),
    ...boundWarning(estimates, bound),
    ...dropWarnings(checks, estimates),
    ...linkageWarning(checks, estimates),
    ...thresholdWarning(checks),
    ...internalWarning(checks),
  ]
}

function spreadWarning(estimates: readonly Estimate[]): Warning[] {
  const modelled = estimates.filter(
    ({ method }) => method !== 'lower-bound' && method !== 'independent' && method !== 'unequal',
  )
  if (modelled.length < 2) return []
  const [low, high] = extremes(modelled.map(({ N }) => N))
  if (high / low <= 1.5) return []
  return [
    warning(
      'methods-disagree',
      high / low > 2.5 ? 'red' : 'amber',
      `The methods say anything from ${whole(low)} to ${whole(high)}; nothing in the data decides between them.`,
      { low, high },
    ),
  ]
}

function boundWarning(estimates: readonly Estimate[], bound: number): Warning[] {
  const under = estimates.filter(
    ({ method, N }) => (method === 'stepwise' || method === 'bic') && N < bound * 0.8,
  )
  if (!under.length) return []
  return [
    warning(
      'below-bound',
      'amber',
      `An estimate lies well below ${whole(bound)}, which is a lower bound if people only differ in how easily they are listed.`,
      { bound },
    ),
  ]
}

function dropWarnings({ withoutOneList }: Checks, estimates: readonly Estimate[]): Warning[] {
  const base = estimates.find(({ method }) => method === 'stepwise')?.N
  if (!base) return []
  return withoutOneList.flatMap(({ list, stepwise }) => {
    if (stepwise === undefined) return []
    const change = stepwise / base
    if (change < 1.25 && change > 0.75) return []
    return [
      warning(
        'one-list-decides',
        change > 2 || change < 0.5 ? 'red' : 'amber',
        `Without the list "${list}" the stepwise estimate would be ${whole(stepwise)} instead of ${whole(base)}.`,
        { list, without: stepwise, with: base },
      ),
    ]
  })
}

function linkageWarning({ linkage }: Checks, estimates: readonly Estimate[]): Warning[] {
  const base = estimates.find(({ method }) => method === 'stepwise')?.N
  if (!base || !linkage.length) return []
  const [low, high] = extremes(linkage.map(({ total }) => total))
  if (high / base < 1.15 && low / base > 0.85) return []
  return [
    warning(
      'linkage',
      'amber',
      `If 5 % of the matches between lists were missed or wrong, the stepwise model would say ${whole(low)} to ${whole(high)}.`,
      { low, high },
    ),
  ]
}

function thresholdWarning({ thresholds }: Checks): Warning[] {
  if (thresholds.length < 2) return []
  const [low, high] = extremes(thresholds.map(({ total }) => total))
  if (high / low <= 1.25) return []
  return [
    warning(
      'threshold-decides',
      high / low > 2.5 ? 'red' : 'amber',
      `Depending on how readily pairs of lists are taken to go together, the stepwise estimate runs from ${whole(low)} to ${whole(high)}.`,
      { low, high },
    ),
  ]
}

function internalWarning({ internal }: Checks): Warning[] {
  const ratios = internal.flatMap(({ stepwise, truth }) => (stepwise ? [stepwise / truth] : []))
  if (ratios.length < 2) return []
  const off = ratios.filter((ratio) => ratio < 2 / 3 || ratio > 1.5)
  if (off.length * 2 < ratios.length) return []
  return [
    warning(
      'misses-known',
      'amber',
      `Asked for the size of lists whose size is known, the method missed by more than half on ${off.length} of ${ratios.length}.`,
      { off: off.length, of: ratios.length },
    ),
  ]
}

export function extremes(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)]
}
