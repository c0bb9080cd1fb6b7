import {
  type Estimate,
  estimate as estimateTotal,
  type Method,
  methods,
  type Progress,
  type Report,
  type Warning,
} from '../libraries/multiple-systems-estimation/index.ts'
import { type Call, type Command, CommandProblem } from './command.ts'
import { asCommandProblem, listTableOf } from './estimate-input.ts'
import { count, estimatePicture, nameOf } from './estimate-picture.ts'
import { checkFigureName, saveFigure } from './figure.ts'
import { readTable } from './table-file.ts'

export const estimate: Command = {
  name: 'estimate',
  help: `./panah estimate FILE        from overlapping lists to how many people no list holds

FILE is CSV or Parquet: a column of 0 and 1 for each list (three or more), and a column "count" with
how many people are on just those lists; without it, each row is one person.

  --out FILE           a chart as well, .svg or .png
  --methods a,b        of ${methods.join(', ')};
                       lower-bound and independent are always given: one number alone never is
  --bootstraps N       samples for the limits of stepwise and bic (default 1000)
  --threshold P        stepwise: how unlikely an overlap must be (default 0.02)
  --seed N             the same seed gives the same answer (default 1)
  --threads N          default 2; changes the time, not the answer
  --count NAME         the column of counts, if it is called otherwise
  --even-so            estimate though a list has no overlap (it becomes a red warning)

The answer is several estimates side by side, what each takes for granted, and every reason for doubt.
They are modelled estimates, not counts. Cells of 1 to 4 real people do not appear in it.
Exit code: 0 done; 2 the file or an option has to be put right; 1 something else went wrong.`,
  options: {
    out: { type: 'string' },
    methods: { type: 'string' },
    bootstraps: { type: 'string', default: '1000' },
    threshold: { type: 'string', default: '0.02' },
    seed: { type: 'string', default: '1' },
    threads: { type: 'string', default: '2' },
    count: { type: 'string', default: 'count' },
    'even-so': { type: 'boolean', default: false },
  },
  async run(call) {
    const [file, ...more] = call.words
    if (!file || more.length)
      throw new CommandProblem('no-file', 'Name one file: ./panah estimate lists.csv', 2)
    const { out } = call.options
    checkFigureName(out)
    const options = readOptions(call)
    const table = listTableOf(await readTable(file), call.options.count)
    const report = await estimateTotal(table, options).catch((trouble) => {
      throw asCommandProblem(file, trouble)
    })
    if (out) {
      await saveFigure(out, estimatePicture(report))
      call.progress(`The chart is in ${out}.`)
    }
    call.answer({ ...report, methods: forJson(report) }, asText(report))
    return 0
  },
}

function readOptions(call: Call) {
  const number = (name: string, low: number, high: number, whole = true) => {
    const value = Number(call.options[name])
    if (value >= low && value <= high && (!whole || Number.isInteger(value))) return value
    const kind = whole ? 'a whole number' : 'a number'
    throw new CommandProblem('bad-option', `--${name} takes ${kind} from ${low} to ${high}.`, 2)
  }
  const abort = new AbortController()
  process.once('SIGINT', () =>
    abort.abort(new CommandProblem('stopped', 'Stopped; nothing was written.')),
  )
  return {
    methods: readMethods(call.options.methods),
    bootstraps: number('bootstraps', 50, 100_000),
    threshold: number('threshold', 0, 1, false),
    seed: number('seed', 0, 2 ** 31 - 1),
    threads: number('threads', 0, 64),
    evenSo: call.options['even-so'],
    signal: abort.signal,
    onProgress: telling(call),
  }
}

function readMethods(words: string | undefined): Method[] | undefined {
  if (words === undefined) return undefined
  return words.split(',').map((word) => {
    const found = methods.find((method) => method === word.trim())
    if (found) return found
    throw new CommandProblem(
      'unknown-method',
      `There is no method "${word}". The methods are ${methods.join(', ')}.`,
      2,
    )
  })
}

function telling(call: Call): (progress: Progress) => void {
  let said = -1
  return ({ done, doing }) => {
    const tenth = Math.floor(done * 10)
    if (tenth <= said) return
    said = tenth
    call.progress(`${tenth * 10} % (${doing === 'checks' ? 'checks' : nameOf[doing]})`)
  }
}

/** JSON has no infinity or not-a-number: a limit that cannot be had is null. */
function forJson(report: Report) {
  return Object.fromEntries(
    Object.entries(report.methods).map(([method, one]) => [
      method,
      {
        ...one,
        lower: Number.isFinite(one.lower) ? one.lower : null,
        upper: Number.isFinite(one.upper) ? one.upper : null,
      },
    ]),
  )
}

function asText(report: Report): string {
  const { range } = report
  return [
    `${count(report.listed)} people are on ${report.lists.length} lists: ${report.lists.join(', ')}.`,
    `Modelled estimates of everybody, listed or not: ${count(range.lowest)} to ${count(range.highest)}, by what is taken for granted.`,
    `With chance: ${count(range.lower)} to ${count(range.upper)}.`,
    '',
    'Whom no list can reach is in none of these numbers, and no list can tell how many they are.',
    ...report.reach.map(
      ({ share, lowest, highest, lower, upper }) =>
        `  Were ${Math.round(share * 100)} % of all people out of reach: ${count(lowest)} to ${count(highest)}, with chance ${count(lower)} to ${count(upper)}.`,
    ),
    '',
    `${'Method'.padEnd(24)}${'Estimate'.padStart(10)}  ${'95 % limits'.padEnd(22)}Model`,
    ...Object.values(report.methods).map(asRow),
    '',
    'What each takes for granted:',
    ...Object.values(report.methods).map((one) => `  ${nameOf[one.method]}: ${one.assumption}`),
    '',
    ...(report.warnings.length
      ? ['Reasons for doubt:', ...report.warnings.map(asWarning)]
      : ['No check found a reason for doubt beyond the assumptions.']),
    ...Object.values(report.methods).flatMap((one) =>
      one.warnings.map((doubt) =>
        asWarning({ ...doubt, text: `${nameOf[one.method]}: ${doubt.text}` }),
      ),
    ),
    '',
    'Always true of such numbers:',
    ...report.assumptions.map((text) => `  ${text}`),
    '',
    `Seed ${report.seed}, ${report.bootstraps} bootstrap samples.`,
  ].join('\n')
}

function asRow(one: Estimate): string {
  const limits = `${count(one.lower)} to ${count(one.upper)}`
  return `${nameOf[one.method].padEnd(24)}${count(one.N).padStart(10)}  ${limits.padEnd(22)}${one.model}`
}

const asWarning = ({ grade, text }: Warning) => `  ${grade === 'red' ? 'RED  ' : 'amber'}  ${text}`
