import { dayInPakistan } from '../../../core/days.ts'
import { asCount } from '../../../web/workspace/fields.tsx'

export interface FindingTyped {
  code: string
  basis: string
  people: string
  words: string
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
}

export const emptyFinding: FindingTyped = { code: '', basis: 'seen', people: '', words: '' }
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
})

export const isTouched = (visit: VisitTyped): boolean =>
  Boolean(visit.name || visit.words || visit.findings.length || visit.orders.length)

/** The body for the server. A visit without a site says so: the server names the field. */
export function visitBody(visit: VisitTyped, writtenOffline = false) {
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
    })),
    orders: visit.orders.map((one) => ({ ...one, words: one.words || null })),
    writtenOffline,
  }
}

function pinOf({ latitude, longitude }: VisitTyped) {
  if (!latitude.trim() && !longitude.trim()) return null
  const degrees = (text: string) => (text.trim() === '' ? null : Number(text.trim()))
  return { latitude: degrees(latitude), longitude: degrees(longitude) }
}
