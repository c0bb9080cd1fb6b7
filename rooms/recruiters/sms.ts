import type { CheckAnswer, CheckedLicensee } from './check-agent.ts'

/** A message as the gateway hands it over; `from` never goes further than its keyed index. */
export interface Message {
  from: string
  text: string
  /** The gateway's own number of it, or what stands for one. */
  id: string
}

const charsets: { [name: string]: string } = {
  'utf-16be': 'utf-16be',
  'utf16-be': 'utf-16be',
  'utf-8': 'utf-8',
  'iso-8859-1': 'latin1',
}

/** The words of a message as Kannel posts them: Latin, or UTF-16BE where the sender wrote Urdu. */
export function textOf(body: Uint8Array, contentType: string): string {
  const named = /charset=([\w-]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8'
  return new TextDecoder(charsets[named] ?? 'utf-8').decode(body).trim().slice(0, 500)
}

export const isUrdu = (text: string): boolean => /[\u0600-\u06FF]/.test(text)

/** The text key of the answer to an agent check, and what is put into it. */
export function answerTo(answer: CheckAnswer): {
  key: string
  values: { [name: string]: string | number }
  of?: CheckedLicensee
} {
  if (!answer.readAs) return { key: 'how', values: {} }
  const certain = answer.found.filter((one) =>
    ['same-number', 'same-phone', 'same-name'].includes(one.why),
  )
  const [first] = certain
  if (!first) {
    return answer.found.length
      ? { key: 'several', values: { count: answer.found.length } }
      : { key: 'not-found', values: {} }
  }
  if (certain.length > 1) return { key: 'several', values: { count: certain.length } }
  return {
    key: first.licensed
      ? 'licensed'
      : first.licensee.kind === 'travel-agent' && first.status === 'valid'
        ? 'for-journeys'
        : 'not-licensed',
    values: { number: first.licensee.licenceNumber },
    of: first,
  }
}

/** So many answers an hour go to one sender; after that there is silence, not a bill. */
export const ANSWERS_AN_HOUR = 20
