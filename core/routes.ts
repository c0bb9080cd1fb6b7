import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, type TSchema, Type } from 'typebox'
import type { Db } from './database.ts'
import type { House } from './house.ts'
import type { Duty, Person } from './people.ts'

export type Who = 'anyone' | 'staff' | readonly Duty[]

/** What a handler is given; `db` is its one transaction. */
export interface Scene<P, Q, B> {
  db: Db
  /** The signed-in person. Only routes for staff have one. */
  person: Person
  params: P
  query: Q
  body: B
  now: Date
  house: House
  /** Names what this request read or wrote, for the audit trail. */
  about(...ids: string[]): void
  request: FastifyRequest
  reply: FastifyReply
}

/** An answer that is not JSON. */
export class FileAnswer {
  readonly type: string
  readonly bytes: Uint8Array | string
  readonly name: string | undefined
  readonly headers: Record<string, string>
  readonly status: number
  constructor(of: {
    type: string
    bytes: Uint8Array | string
    name?: string
    headers?: Record<string, string>
    status?: number
  }) {
    this.type = of.type
    this.bytes = of.bytes
    this.name = of.name
    this.headers = of.headers ?? {}
    this.status = of.status ?? 200
  }
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  /** 'room.what-it-does': the OpenAPI operation and the audit trail's "what". */
  name: string
  who: Who
  summary?: string
  params?: TSchema
  query?: TSchema
  body?: TSchema
  headers?: TSchema
  /** The only fields that leave the server; 'file' for a {@link FileAnswer}. */
  answer: TSchema | 'file'
  /** Takes `application/octet-stream` of at most so many bytes as a Buffer in `body`. */
  raw?: number
  /** Largest JSON body in bytes, where 1 MiB is too little or too much. */
  bodyLimit?: number
  rateLimit?: { max: number; per: 'minute' | 'hour' }
  /** Not described in the API, such as a page. */
  hidden?: boolean
  act(scene: Scene<never, never, never>): Promise<unknown>
}

type Of<S> = S extends TSchema ? Static<S> : Record<string, never>

interface RouteOf<P, Q, B, A> extends Omit<Route, 'params' | 'query' | 'body' | 'answer' | 'act'> {
  params?: P
  query?: Q
  body?: B
  answer: A
  act(
    scene: Scene<Of<P>, Of<Q>, B extends TSchema ? Static<B> : Buffer>,
  ): Promise<A extends TSchema ? Static<A> : FileAnswer>
}

/** Declares a route; the schemas give the handler its types, the checks and the API document. */
export function route<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
  A extends TSchema | 'file' = 'file',
>(of: RouteOf<P, Q, B, A>): Route {
  return of as unknown as Route
}

/** A page of a list that is read on with a cursor. */
export function page<T extends TSchema>(item: T) {
  return Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) })
}
