import type { Photo } from '../../../web/workspace/offline/photos.tsx'
import type { Bilingual } from '../../../web/workspace/words.tsx'
import type { Answer, ItemCode } from '../inspection.ts'
import type { Kind } from '../licence.ts'

/** A visit as it is written on the spot. */
export interface Draft {
  inspectionId: string | null
  /** A draft kept from before kinds were told has none: it is a promoter's. */
  licensee: { id: string; kind?: Kind; licenceNumber: string; name: Bilingual }
  on: string
  words: string
  findings: { [item in ItemCode]?: { answer: Answer; words: string } }
  photos: (Photo & { item: ItemCode | null })[]
  orders: { code: string; dueOn: string; words: string }[]
  writtenOffline: boolean
}

export const newDraft = (of: Pick<Draft, 'inspectionId' | 'licensee'>, today: string): Draft => ({
  ...of,
  on: today,
  words: '',
  findings: {},
  photos: [],
  orders: [],
  writtenOffline: false,
})

/** What is sent: the same of the same draft, so that a repeat is known as one. */
export function visitBody(draft: Draft) {
  return {
    licenseeId: draft.licensee.id,
    inspectionId: draft.inspectionId,
    on: draft.on,
    words: draft.words || null,
    writtenOffline: draft.writtenOffline,
    findings: Object.entries(draft.findings).map(([item, found]) => ({
      item,
      answer: found.answer,
      words: found.words || null,
    })),
    photos: draft.photos.map(({ item, base64 }) => ({ item, base64 })),
    orders: draft.orders.map((one) => ({ ...one, words: one.words || null })),
  }
}
