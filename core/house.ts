import type { Config } from './config.ts'
import type { Database } from './database.ts'
import type { Fields } from './fields.ts'
import type { Words } from './words.ts'

/** What every room is given to work with. */
export interface House {
  config: Config
  database: Database
  fields: Fields
  words: Words
  now(): Date
  log: { info(what: object, text?: string): void; error(what: object, text?: string): void }
  /** Says that there are events to act on; returns at once. */
  stir(): void
}
