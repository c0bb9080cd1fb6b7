import type { Statement } from './types.ts'

/** One source of statements: 'statement 1' is everything that one person said on one day. */
export interface Source {
  key: string
  kind: Statement['restsOn']
  number: number
  first: Statement
  statements: Statement[]
}

/** Numbers the sources of a case by kind, so that an element can cite them in two words. */
export function sourcesOf(statements: readonly Statement[]): Source[] {
  const found = new Map<string, Source>()
  const counted = new Map<string, number>()
  for (const one of statements) {
    const who = one.from === 'screening' ? one.victimId : one.saidBy
    const same = [one.from, one.restsOn, who, one.on].join('|')
    const source = found.get(same)
    if (source) {
      source.statements.push(one)
      continue
    }
    const number = (counted.get(one.restsOn) ?? 0) + 1
    counted.set(one.restsOn, number)
    found.set(same, {
      key: `${one.restsOn}-${number}`,
      kind: one.restsOn,
      number,
      first: one,
      statements: [one],
    })
  }
  return [...found.values()]
}

/** The sources behind some statements, each once, in their order. */
export function sourcesBehind(sources: readonly Source[], ids: readonly string[]): Source[] {
  return sources.filter((source) => source.statements.some((one) => ids.includes(one.id)))
}
