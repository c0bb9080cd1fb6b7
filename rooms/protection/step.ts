import { Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import { announce } from '../../core/events.ts'
import type { House } from '../../core/house.ts'
import type { Person } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import { Version } from '../../core/schema.ts'
import { orNull } from './answers.ts'
import type { Referral } from './referral.ts'
import {
  type ContentAfter,
  getReferral,
  type ReferralRecord,
  saveReferral,
} from './referral-records.ts'

/** The body of a step: the version that the page showed, and what the step needs. */
export function step<const T extends Parameters<typeof Type.Object>[0]>(fields: T) {
  return Type.Object({ version: Version, ...fields }, { additionalProperties: false })
}

export const Note = Type.Optional(orNull(Type.String({ maxLength: 2000 })))

interface Working {
  db: Db
  house: House
  person: Person
  about(...ids: string[]): void
}

/** Reads a referral for a change: known to the audit trail, refused where the page was stale. */
export async function take(scene: Working, id: string, version: number): Promise<ReferralRecord> {
  const referral = await getReferral(scene.db, scene.house, id)
  scene.about(referral.id, referral.personId, referral.caseId)
  if (referral.version !== version) throw new Problem('stale', 'core/changed-since')
  return referral
}

export interface Kept {
  kind: string
  content: ContentAfter
  note?: string | null | undefined
  data?: Record<string, unknown>
}

/** Saves a referral after a step and tells the house, in one. */
export async function keep(scene: Working, after: Referral, kept: Kept): Promise<void> {
  await saveReferral(scene.db, scene.house, after, {
    content: kept.content,
    note: kept.note?.trim() || undefined,
    by: scene.person.id,
  })
  await announce(scene.db, {
    kind: kept.kind,
    about: after.id,
    fileId: after.caseId,
    jurisdiction: after.jurisdiction,
    data: { purpose: after.purpose, agencyId: after.toAgencyId, ...kept.data },
  })
}
