import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { Problem } from '../../core/problem.ts'
import { digestOf } from './key-records.ts'
import type { FoundRing, FoundSign, OwnPart, RingReason, SideState } from './ring.ts'

type Sealing = Pick<House, 'fields'>

interface Link {
  key: string
  caseId: string
}

const linksOf = (house: Sealing, { links }: FoundRing): Link[] =>
  links.map(({ key, caseId }) => ({ key: digestOf(house, `ring\t${key}`).toString(), caseId }))

const told = ({ key, caseId }: Link) => `${key} ${caseId}`

/**
 * Writes what was found tonight. A ring that is known is not asked of anybody again, unless it holds
 * something it never held before: then whoever dismissed it is asked once more. What is found no
 * longer ends, and its answers stay for when it returns. Runs as the system.
 */
export async function saveRings(
  db: Db,
  house: Sealing,
  found: readonly FoundRing[],
  at: Date,
): Promise<{ found: number; grown: number; ended: number }> {
  const counts = { found: 0, grown: 0, ended: 0 }
  const alive = new Set<string>()
  for (const ring of found) {
    const links = linksOf(house, ring)
    const known = await knownRings(db, links)
    const id = known[0] ?? newId()
    const before = new Set((await readLinks(db, known)).map(told))
    const fresh = links.filter((link) => !before.has(told(link)))
    if (!known.length) counts.found++
    else if (fresh.length) counts.grown++
    await writeRing(db, id, ring.signs, at, fresh.length > 0)
    await addLinks(db, id, [...fresh, ...(await readLinks(db, known.slice(1)))])
    await writeSides(db, id, ring, known.length > 0 && fresh.length > 0)
    // What was two rings is one now: the older keeps the answers.
    for (const other of known.slice(1))
      await sql`delete from network.ring where id = ${other}`.execute(db)
    alive.add(id)
  }
  const { numAffectedRows } = await sql`update network.ring set ended_at = ${at}
    where ended_at is null and not id = any (${`{${[...alive].join(',')}}`}::uuid[])`.execute(db)
  counts.ended = Number(numAffectedRows ?? 0)
  return counts
}

async function knownRings(db: Db, links: readonly Link[]): Promise<string[]> {
  const keys = `{${[...new Set(links.map(({ key }) => key))].join(',')}}`
  const { rows } = await sql<{ id: string }>`select id from network.ring
    where id in (select ring_id from network.ring_link where key = any (${keys}::bigint[]))
    order by found_at, id`.execute(db)
  return rows.map(({ id }) => id)
}

async function readLinks(db: Db, rings: readonly string[]): Promise<Link[]> {
  const { rows } =
    await sql<Link>`select key::text as key, case_id as "caseId" from network.ring_link
    where ring_id = any (${`{${rings.join(',')}}`}::uuid[])`.execute(db)
  return rows
}

async function writeRing(
  db: Db,
  id: string,
  signs: readonly FoundSign[],
  at: Date,
  grown: boolean,
): Promise<void> {
  await sql`insert into network.ring (id, found_at, grown_at, signs)
    values (${id}, ${at}, ${at}, ${JSON.stringify(signs)})
    on conflict (id) do update set signs = excluded.signs, ended_at = null,
      grown_at = case when ${grown} then excluded.grown_at else ring.grown_at end`.execute(db)
}

async function addLinks(db: Db, id: string, links: readonly Link[]): Promise<void> {
  if (!links.length) return
  const keys = `{${links.map(({ key }) => key).join(',')}}`
  const cases = `{${links.map(({ caseId }) => caseId).join(',')}}`
  await sql`insert into network.ring_link (ring_id, key, case_id)
    select ${id}, key, case_id from unnest(${keys}::bigint[], ${cases}::uuid[]) as l (key, case_id)
    on conflict do nothing`.execute(db)
}

async function writeSides(db: Db, id: string, ring: FoundRing, again: boolean): Promise<void> {
  for (const { agencyId, own } of ring.sides)
    await sql`insert into network.ring_side (ring_id, agency_id, own)
      values (${id}, ${agencyId}, ${JSON.stringify(own)})
      on conflict (ring_id, agency_id) do update set own = excluded.own,
        again = ring_side.again or ${again},
        state = case when ${again} and ring_side.state = 'dismissed' then 'new' else ring_side.state end,
        reason = case when ${again} then null else ring_side.reason end,
        answered_by = case when ${again} and ring_side.state = 'dismissed' then null else ring_side.answered_by end,
        version = ring_side.version + case when ${again} then 1 else 0 end`.execute(db)
  const units = `{${ring.sides.map(({ agencyId }) => agencyId).join(',')}}`
  await sql`delete from network.ring_side where ring_id = ${id}
    and not agency_id = any (${units}::uuid[])`.execute(db)
}

export interface RingSide {
  ringId: string
  foundAt: string
  grownAt: string
  signs: FoundSign[]
  state: SideState
  reason: RingReason | null
  again: boolean
  own: OwnPart[]
  answeredBy: string | null
  answeredAt: string | null
  words: string | null
  version: number
}

/** The viewer's own sides, those to be answered first; or one of them. */
export async function listSides(
  db: Db,
  { fields }: Sealing,
  most: number,
  ringId?: string,
): Promise<RingSide[]> {
  const { rows } = await sql<
    Omit<RingSide, 'words'> & { sealed: string | null }
  >`select r.id as "ringId", r.found_at as "foundAt", r.grown_at as "grownAt", r.signs, s.state, s.reason,
      s.again, s.own, s.answered_by as "answeredBy", s.answered_at as "answeredAt",
      s.words_sealed as sealed, s.version
    from network.ring_side s join network.ring r on r.id = s.ring_id
    where r.ended_at is null and s.agency_id = core.viewer_agency()
      and (${ringId ?? null}::uuid is null or r.id = ${ringId ?? null})
    order by s.state = 'new' desc, r.grown_at desc, r.id limit ${most}`.execute(db)
  return rows.map(({ sealed, ...row }) => ({ ...row, words: sealed && fields.open(sealed) }))
}

export async function getSide(db: Db, house: Sealing, ringId: string): Promise<RingSide> {
  const [side] = await listSides(db, house, 1, ringId)
  if (!side) throw new Problem('absent', 'network/no-such-ring')
  return side
}

export interface OtherSide {
  agencyId: string
  /** Whether they have taken it up; that they dismissed it is theirs to tell. */
  state: 'new' | 'acknowledged'
  answeredBy: string | null
}

export async function listOthers(db: Db, ringId: string): Promise<OtherSide[]> {
  const { rows } = await sql<OtherSide>`select agency_id as "agencyId", state,
    answered_by as "answeredBy" from network.ring_others(${ringId})`.execute(db)
  return rows
}

export async function saveAnswer(
  db: Db,
  { fields }: Sealing,
  side: { ringId: string; version: number },
  to: {
    state: SideState
    reason: RingReason | null
    words: string | null
    by: string
    at: Date
  },
): Promise<void> {
  const open = to.state === 'new'
  const { numAffectedRows } = await sql`update network.ring_side set state = ${to.state},
      reason = ${to.state === 'dismissed' ? to.reason : null},
      words_sealed = ${to.words?.trim() ? fields.seal(to.words.trim()) : null},
      answered_by = ${open ? null : to.by}, answered_at = ${open ? null : to.at}, version = version + 1
    where ring_id = ${side.ringId} and agency_id = core.viewer_agency()
      and version = ${side.version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}
