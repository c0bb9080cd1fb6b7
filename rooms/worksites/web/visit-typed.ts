import { dayInPakistan } from '../../../core/days.ts'
import { Problem } from '../../../core/problem.ts'
import { ProblemError } from '../../../web/workspace/api.ts'
import { asCount } from '../../../web/workspace/fields.tsx'
import type { Photo } from '../../../web/workspace/offline/photos.tsx'
import { checkVisit } from '../visit.ts'

export interface FindingTyped {
  code: string
  basis: string
  people: string
  words: string
  photos: Photo[]
}

export interface OrderTyped {
  code: string
  toRole: string
  dueOn: string
  words: string
}

/** What stands in the fields of a visit, as typed. */
export interface VisitTyped {
  /** '' means: a site that is not on file yet. */
  siteId: string
  kind: string
  name: string
  placeCode: string
  placeWords: string
  latitude: string
  longitude: string
  reason: string
  on: string
  workersSeen: string
  childrenSeen: string
  words: string
  findings: FindingTyped[]
  orders: OrderTyped[]
  writtenOffline: boolean
}

export const emptyFinding: FindingTyped = {
  code: '',
  basis: 'seen',
  people: '',
  words: '',
  photos: [],
}
export const emptyOrder: OrderTyped = { code: '', toRole: 'owner', dueOn: '', words: '' }

export const emptyVisit = (): VisitTyped => ({
  siteId: '',
  kind: 'kiln',
  name: '',
  placeCode: '',
  placeWords: '',
  latitude: '',
  longitude: '',
  reason: 'planned',
  on: dayInPakistan(new Date()),
  workersSeen: '',
  childrenSeen: '',
  words: '',
  findings: [],
  orders: [],
  writtenOffline: false,
})

/** What is sent: the same of the same visit, so that a repeat is known as one. */
export function visitBody(visit: VisitTyped) {
  const isNew = !visit.siteId && Boolean(visit.name.trim() || visit.placeCode)
  return {
    siteId: visit.siteId || null,
    site: isNew
      ? {
          kind: visit.kind,
          name: visit.name,
          placeCode: visit.placeCode,
          placeWords: visit.placeWords || null,
          pin: pinOf(visit),
        }
      : null,
    reason: visit.reason,
    on: visit.on,
    workersSeen: asCount(visit.workersSeen),
    childrenSeen: asCount(visit.childrenSeen),
    words: visit.words || null,
    findings: visit.findings.map((one) => ({
      ...one,
      people: asCount(one.people),
      words: one.words || null,
      photos: one.photos.map(({ base64 }) => base64),
    })),
    orders: visit.orders.map((one) => ({ ...one, words: one.words || null })),
    writtenOffline: visit.writtenOffline,
  }
}

/** What the office would refuse, told while the writer still stands at the site. */
export function troubleOf(visit: VisitTyped, today: string): ProblemError | undefined {
  const body = visitBody(visit)
  const missing = [
    ...(body.site && !body.site.name.trim() ? ['site.name'] : []),
    ...(body.site && !body.site.placeCode ? ['placeCode'] : []),
    ...(body.on ? [] : ['on']),
    ...body.findings.flatMap((one, i) => (one.code ? [] : [`findings.${i}.code`])),
    ...body.orders.flatMap((one, i) => [
      ...(one.code ? [] : [`orders.${i}.code`]),
      ...(one.dueOn ? [] : [`orders.${i}.dueOn`]),
    ]),
  ]
  if (missing.length)
    return new ProblemError(400, 'core/not-as-asked', {
      fields: Object.fromEntries(missing.map((name) => [name, 'core/required'])),
    })
  try {
    checkVisit(body, today)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return new ProblemError(400, error.code, { fields: error.fields ?? {} })
  }
  return undefined
}

/** The coordinates as typed; none where both are empty. */
export function pinOf({ latitude, longitude }: Pick<VisitTyped, 'latitude' | 'longitude'>) {
  if (!latitude.trim() && !longitude.trim()) return null
  const degrees = (text: string) => (text.trim() === '' ? null : Number(text.trim()))
  return { latitude: degrees(latitude), longitude: degrees(longitude) }
}
