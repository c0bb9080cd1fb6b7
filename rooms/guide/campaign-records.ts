import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import {
  type Audience,
  type CampaignPlan,
  type Channel,
  CODE,
  type CountedAct,
} from './campaign.ts'

/** A campaign as it is kept. */
export interface Campaign extends CampaignPlan {
  id: string
  stoppedOn: string | null
  stopWords: string
  version: number
  counts: Record<CountedAct, number>
}

interface Row {
  id: string
  code: string
  name_en: string
  name_ur: string
  audience: Audience
  channel: Channel
  starts_on: string
  ends_on: string
  cost: number
  stopped_on: string | null
  stop_words: string
  version: number
  places: { code: string; startsOn: string | null }[]
  counts: Partial<Record<CountedAct, number>>
}

/** The campaigns that the viewer may see, or one of them; the newest first. */
export async function listCampaigns(db: Db, id?: string): Promise<Campaign[]> {
  const { rows } = await sql<Row>`
    select c.id, c.code, c.name_en, c.name_ur, c.audience, c.channel, c.starts_on::text,
      c.ends_on::text, c.cost, c.stopped_on::text, c.stop_words, c.version,
      coalesce((select jsonb_agg(jsonb_build_object('code', p.place_code, 'startsOn', p.starts_on)
          order by p.starts_on nulls last, p.place_code)
        from guide.campaign_place p where p.campaign_id = c.id), '[]') as places,
      coalesce((select jsonb_object_agg(t.what, t.n) from (
          select n.what, sum(n.n) as n from guide.campaign_count n where n.code = c.code group by n.what
        ) t), '{}') as counts
    from guide.campaign c where ${id ?? null}::uuid is null or c.id = ${id ?? null}
    order by c.starts_on desc, c.code`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: { en: row.name_en, ur: row.name_ur },
    audience: row.audience,
    channel: row.channel,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    cost: row.cost,
    places: row.places,
    stoppedOn: row.stopped_on,
    stopWords: row.stop_words,
    version: row.version,
    counts: { visit: 0, 'check-agent': 0, 'check-offer': 0, ...row.counts },
  }))
}

export async function getCampaign(db: Db, id: string): Promise<Campaign> {
  const [campaign] = await listCampaigns(db, id)
  if (!campaign) throw new Problem('absent', 'guide/no-such-campaign')
  return campaign
}

export async function insertCampaign(
  db: Db,
  plan: CampaignPlan,
  of: { by: string; at: Date },
): Promise<string> {
  const id = newId()
  const { rows } = await sql`
    insert into guide.campaign (id, code, name_en, name_ur, audience, channel, starts_on, ends_on,
      cost, made_by, made_at)
    values (${id}, ${plan.code}, ${plan.name.en}, ${plan.name.ur}, ${plan.audience},
      ${plan.channel}, ${plan.startsOn}, ${plan.endsOn}, ${plan.cost}, ${of.by}, ${of.at})
    on conflict do nothing returning 1`.execute(db)
  if (!rows.length)
    throw new Problem('conflict', 'guide/campaign-code-taken', {
      fields: { code: 'guide/campaign-code-taken' },
    })
  await insertPlaces(db, id, plan)
  return id
}

/** Changes a plan whose state is still `version`; the code stays, since it may be printed. */
export async function updateCampaign(
  db: Db,
  id: string,
  plan: CampaignPlan,
  version: number,
): Promise<void> {
  const { rows } = await sql`
    update guide.campaign set name_en = ${plan.name.en}, name_ur = ${plan.name.ur},
      audience = ${plan.audience}, channel = ${plan.channel}, starts_on = ${plan.startsOn},
      ends_on = ${plan.endsOn}, cost = ${plan.cost}, version = version + 1
    where id = ${id} and version = ${version} returning 1`.execute(db)
  if (!rows.length) throw new Problem('conflict', 'guide/campaign-changed-meanwhile')
  await sql`delete from guide.campaign_place where campaign_id = ${id}`.execute(db)
  await insertPlaces(db, id, plan)
}

async function insertPlaces(db: Db, id: string, { places }: CampaignPlan): Promise<void> {
  const { rows } = await sql<{ code: string }>`
    insert into guide.campaign_place (campaign_id, place_code, starts_on)
    select ${id}, p.code, s."startsOn"
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as s(code text, "startsOn" date)
      join core.place p on p.code = s.code and p.level = 'district'
    returning place_code as code`.execute(db)
  if (rows.length < places.length) throw new Problem('input', 'guide/no-district')
}

/** Stops a campaign, or lets it go on (`words` null). */
export async function stopCampaign(
  db: Db,
  id: string,
  of: { on: string; words: string } | null,
  version: number,
): Promise<void> {
  const { rows } = await sql`
    update guide.campaign set stopped_on = ${of?.on ?? null}, stop_words = ${of?.words ?? ''},
      version = version + 1
    where id = ${id} and version = ${version} returning 1`.execute(db)
  if (!rows.length) throw new Problem('conflict', 'guide/campaign-changed-meanwhile')
}

/**
 * Counts one visit or check by a campaign's code and answers its name; undefined where no campaign
 * with that code runs that day, in which case nothing is counted.
 */
export async function countVisit(
  db: Db,
  code: string,
  what: CountedAct,
  today: string,
): Promise<Name | undefined> {
  if (!CODE.test(code)) return undefined
  const { rows } = await sql<{ name_en: string; name_ur: string }>`
    select * from guide.count_visit(${code}, ${what}, ${today})`.execute(db)
  return rows[0] && { en: rows[0].name_en, ur: rows[0].name_ur }
}
