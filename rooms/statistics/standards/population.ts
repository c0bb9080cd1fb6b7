import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../../core/config.ts'

export type PopulationSex = '_T' | 'F' | 'M' | '_O'
export type PopulationAge = '_T' | 'Y0T17' | 'Y_GE18'

/** How many people of a group lived at a place: what a rate is taken of. */
export interface Population {
  place: string
  sex: PopulationSex
  age: PopulationAge
  people: number
  year: string
  source: string
  url: string
  /** G official text, S secondary, M memory. */
  grade: 'G' | 'S' | 'M'
}

/** The populations that come with Panah. */
export function knownPopulations(): Population[] {
  return JSON.parse(readFileSync(join(projectRoot(), 'reference/population.json'), 'utf8'))
}

/** The population of a group; adults are everyone less the children where only those are given. */
export function findPopulation(
  known: readonly Population[],
  wanted: { place: string; sex: string; age: string },
): Population | undefined {
  const of = (age: PopulationAge) =>
    known.find((one) => one.place === wanted.place && one.sex === wanted.sex && one.age === age)
  const given = of(wanted.age as PopulationAge)
  if (given || wanted.age !== 'Y_GE18') return given
  const [all, children] = [of('_T'), of('Y0T17')]
  if (!all || !children) return undefined
  const people = all.people - children.people
  return { ...children, age: 'Y_GE18', people, source: `${all.source}; ${children.source}` }
}
