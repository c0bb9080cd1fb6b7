import { isSame } from './bytes.ts'
import { signCheckpoint } from './checkpoint.ts'
import type { Edge } from './edge.ts'
import { LogFault } from './fault.ts'
import type { NoteSigner } from './note.ts'
import { isMet, type Policy } from './policy.ts'
import type { Head, PostgresLog, Query, Transaction } from './postgres.ts'
import { proveConsistency } from './reader.ts'
import { LONGEST_ENTRY } from './tile.ts'
import { type TreeHead, verifyConsistency } from './tree.ts'
import { type AskWitness, askToCosign, type WitnessMemory } from './witness.ts'

/** What is to stand in a log once: a second item with the same key gets the place of the first. */
export interface Item {
  key: string
  entry: Uint8Array
}

export interface Placed {
  key: string
  index: number
}

/** Where items come from. All of it runs in the transaction that writes them into the log. */
export interface Feed {
  /** The items that wait, the oldest first. They are locked, and locked ones are passed over. */
  take(query: Query, most: number): Promise<Item[]>
  /** They stand in the log now; what is taken must not be given again. */
  placed(query: Query, placed: readonly Placed[]): Promise<void>
  /** These can never be entries: put aside, so that they hold up nobody. */
  refused(query: Query, items: readonly Item[], why: string): Promise<void>
}

export interface WitnessOfLog {
  /** Its name in the policy. */
  name: string
  ask: AskWitness
}

export interface WriterOf {
  store: PostgresLog
  transaction: Transaction
  signer: NoteSigner
  feeds: readonly Feed[]
  /** Its quorum decides when a checkpoint is published. */
  policy: Policy
  witnesses: readonly WitnessOfLog[]
  /** What this log has signed, kept outside the database: whoever turns the database back is found out. */
  memory: WitnessMemory
  /** Most entries of one transaction. */
  most?: number
}

// A witness that does not answer is left alone for a while: it must not slow every report down.
const REST_MS = 60_000
const ROUNDS_PER_CHECKPOINT = 8

/**
 * Writes a log. `round` moves what waits into the log, in one transaction; `publish` signs what is
 * committed, has it cosigned, and only then shows it. An item is acknowledged when a published
 * checkpoint covers it. Any number of writers may run: one sequences at a time, by an advisory lock.
 */
export class LogWriter {
  readonly #of: WriterOf
  #edge: Edge | undefined
  readonly #cosigned = new Map<string, number>()
  readonly #resting = new Map<string, number>()

  constructor(of: WriterOf) {
    this.#of = of
  }

  /**
   * Takes the log up. Throws LogFault where the tiles do not hash to the head, where this log has
   * signed more than the database holds, or where a witness has seen more: then nothing may be written.
   */
  async open(): Promise<TreeHead> {
    const { store, signer } = this.#of
    const { head, edge } = await this.#of.transaction(async (query) => {
      await store.create(query, signer.key.name)
      const found = await store.getHead(query)
      return { head: found, edge: await this.#edgeOf(query, found) }
    })
    if (head.origin !== signer.key.name)
      throw new LogFault('signature', `The log is ${head.origin}, not ${signer.key.name}.`)
    this.#edge = edge
    await this.#refuseBehind(head)
    const problems = await this.#collect(signCheckpoint(head, signer), head)
    for (const { fault } of problems.faults)
      if (fault.code === 'rollback' || fault.code === 'fork') throw fault
    return head
  }

  /** Sequences one batch; answers how many entries it has added. */
  async round(): Promise<number> {
    const { store, transaction } = this.#of
    const done = await transaction(async (query) => {
      if (!(await store.lock(query))) return undefined
      const head = await store.getHead(query)
      const edge = await this.#edgeOf(query, head)
      const added = await this.#sequence(query, head, edge)
      return { edge, added }
    })
    if (!done) return 0
    // Only now: had the transaction failed, the edge would be ahead of the log.
    this.#edge = done.edge
    return done.added
  }

  async #sequence(query: Query, head: Head, edge: Edge): Promise<number> {
    const { store, feeds, most = 1024 } = this.#of
    const taken: { feed: Feed; items: Item[] }[] = []
    let room = most
    for (const feed of feeds) {
      if (room <= 0) break
      const items = await feed.take(query, room)
      room -= items.length
      const long = items.filter(({ entry }) => entry.length > LONGEST_ENTRY)
      if (long.length) await feed.refused(query, long, 'too long')
      taken.push({ feed, items: items.filter((item) => !long.includes(item)) })
    }
    const all = taken.flatMap(({ items }) => items)
    if (!all.length) return 0
    const places = await store.findIndexes(query, keysOf(all))
    const fresh: Item[] = []
    for (const item of all) {
      // The same key twice in one batch is one entry; so is one that stands in the log already.
      if (places.has(item.key)) continue
      places.set(item.key, edge.size + fresh.length)
      fresh.push(item)
    }
    const before = { size: edge.size, root: head.root }
    const grown = edge.append(fresh.map(({ entry }) => entry))
    await store.write(query, {
      grown,
      placed: fresh.map(({ key }) => ({ key, index: places.get(key)! })),
      before,
      after: { size: edge.size, root: edge.root() },
    })
    for (const { feed, items } of taken)
      if (items.length)
        await feed.placed(
          query,
          items.map(({ key }) => ({ key, index: places.get(key)! })),
        )
    return fresh.length
  }

  async #edgeOf(query: Query, head: Head): Promise<Edge> {
    const edge = this.#edge
    if (edge && edge.size === head.size && isSame(edge.root(), head.root)) return edge.copy()
    return this.#of.store.loadEdge(query, head)
  }

  /**
   * Signs and publishes what is committed, if it is more than what has been published. Answers the
   * published size. Throws LogFault('quorum') where too few witnesses have cosigned: nothing is
   * acknowledged then, and the next call tries again.
   */
  async publish(): Promise<number> {
    const { store, transaction, signer, policy } = this.#of
    // A transaction of its own: what is read here is committed and on the disk, and only that may be signed.
    const head = await transaction((query) => store.getSafeHead(query))
    if (head.note && head.signedSize === head.size) return head.size
    await this.#remember(head)
    const note = signCheckpoint(head, signer)
    const { lines, names, faults } = await this.#collect(note, head)
    const worst = faults.find(({ fault }) => fault.code !== 'missing')
    if (worst) throw worst.fault
    if (!isMet(policy, names))
      throw new LogFault(
        'quorum',
        `Only ${names.size} witnesses have cosigned. ${faults.map(({ fault }) => fault.message).join(' ')}`,
      )
    await transaction((query) => store.publish(query, head, note + lines.join('')))
    return head.size
  }

  /** Sequences and publishes until nothing waits. */
  async settle(): Promise<void> {
    // Under load something always waits: what is in must be shown all the same.
    for (let rounds = 1; (await this.round()) > 0; rounds++)
      if (rounds % ROUNDS_PER_CHECKPOINT === 0) await this.publish()
    await this.publish()
  }

  async #refuseBehind(head: Head): Promise<void> {
    await this.#of.memory.update(head.origin, (latest) => {
      if (latest && latest.size > head.size)
        throw new LogFault(
          'rollback',
          `${head.origin} has signed ${latest.size} entries, and the database holds ${head.size}: it is an older copy.`,
        )
      return {}
    })
    await this.#refuseRewritten(head)
  }

  async #refuseRewritten(head: Head): Promise<void> {
    let latest: TreeHead | undefined
    await this.#of.memory.update(head.origin, (kept) => {
      latest = kept
      return {}
    })
    if (latest) verifyConsistency(latest, head, await this.#prove(latest.size, head.size))
  }

  /** The log is its own first witness: it signs nothing that does not continue what it has signed. */
  async #remember(head: Head): Promise<void> {
    await this.#refuseRewritten(head)
    await this.#of.memory.update(head.origin, (latest) =>
      !latest || latest.size < head.size ? { next: { size: head.size, root: head.root } } : {},
    )
  }

  #prove(old: number, size: number): Promise<Uint8Array[]> {
    const { store, transaction } = this.#of
    if (old <= 0 || old >= size) return Promise.resolve([])
    return transaction((query) => proveConsistency(store.source(query), old, size))
  }

  async #collect(note: string, head: TreeHead) {
    const { witnesses, policy } = this.#of
    const names = new Set<string>()
    const lines: string[] = []
    const faults: { name: string; fault: LogFault }[] = []
    const now = Date.now()
    await Promise.all(
      witnesses.map(async ({ name, ask }) => {
        const key = policy.witnesses.find((one) => one.name === name)?.key
        if (!key || (this.#resting.get(name) ?? 0) > now) return
        try {
          const old = Math.min(this.#cosigned.get(name) ?? head.size, head.size)
          const line = await askToCosign({
            ask,
            key,
            checkpoint: note,
            old,
            proveFrom: (from) => this.#prove(from, head.size),
          })
          lines.push(line)
          names.add(name)
          this.#cosigned.set(name, head.size)
        } catch (trouble) {
          const fault =
            trouble instanceof LogFault
              ? trouble
              : new LogFault('missing', `${name} cannot be reached.`)
          if (fault.code === 'missing') this.#resting.set(name, now + REST_MS)
          faults.push({ name, fault })
        }
      }),
    )
    return { lines, names, faults }
  }
}

const keysOf = (items: readonly Item[]) => items.map(({ key }) => key)
