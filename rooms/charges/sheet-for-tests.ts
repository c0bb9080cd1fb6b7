import type { Certainty } from '../cases/door.ts'
import { bornBetween, type FactSheet, type SheetPerson, type Stated } from './fact-sheet.ts'
import type { Statable } from './law.ts'

export interface Sketch {
  from?: string | null
  until?: string | null
  provinces?: string[]
  asOn?: string
  accused?: string[]
  /** Id of a victim → sex and age at the start of the conduct. */
  victims?: Record<string, { sex?: SheetPerson['sex']; age?: number; citizenship?: string }>
  facts?: (Statable | Partial<Stated>)[]
  no?: Statable[]
}

/** A fact sheet from few words: facts are the only accused's unless they say otherwise. */
export function sheet(sketch: Sketch): FactSheet {
  const asOn = sketch.asOn ?? '2026-11-24'
  const from = sketch.from === undefined ? '2024-03-01' : sketch.from
  const accused = sketch.accused ?? ['a']
  const base = (sketch.facts ?? []).map((one) => (typeof one === 'string' ? { fact: one } : one))
  const denied = (sketch.no ?? []).map((fact) => ({ fact, says: 'no' as const, accusedId: null }))
  return {
    conduct: { from, until: sketch.until === undefined ? from : sketch.until },
    provinces: sketch.provinces ?? ['PK-PB'],
    accused: accused.map((id) => ({ id, sex: null, bornBetween: null, citizenship: 'PAK' })),
    victims: Object.entries(sketch.victims ?? { v: { sex: 'male', age: 25 } }).map(([id, one]) => ({
      id,
      sex: one.sex ?? null,
      bornBetween: one.age === undefined ? null : bornBetween(one.age, from ?? asOn),
      citizenship: one.citizenship ?? 'PAK',
    })),
    stated: [...base, ...denied].map((one, at) => stated(one, at, accused[0] ?? null)),
    asOn,
  }
}

function stated(one: Partial<Stated>, at: number, accused: string | null): Stated {
  return {
    id: `s${at + 1}`,
    from: 'allegation',
    fact: 'recruited',
    says: 'yes',
    accusedId: accused,
    victimId: null,
    certainty: 'said' as Certainty,
    restsOn: 'statement',
    on: null,
    ...one,
  }
}
