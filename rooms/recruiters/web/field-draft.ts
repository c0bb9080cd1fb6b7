import type { Bilingual } from '../../../web/workspace/words.tsx'
import type { Answer, ItemCode } from '../inspection.ts'

export interface Photo {
  id: string
  item: ItemCode | null
  base64: string
}

/** A visit as it is written on the spot. */
export interface Draft {
  inspectionId: string | null
  licensee: { id: string; licenceNumber: string; name: Bilingual }
  on: string
  words: string
  findings: { [item in ItemCode]?: { answer: Answer; words: string } }
  photos: Photo[]
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

const LONGEST_SIDE = 1400

/** A photo small enough for a slow line; drawing it anew leaves behind place, time and camera. */
export async function smallPhoto(file: Blob): Promise<string | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined)
  if (!picture) return undefined
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const url = canvas.toDataURL('image/jpeg', 0.72)
  return url.slice(url.indexOf(',') + 1)
}
