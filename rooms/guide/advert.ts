import { licencesIn, phonesIn } from '../recruiters/door.ts'

/** What can be looked up of an advert: phones (E.164) and numbers of licences, each once, in their order. */
export interface AdvertNumbers {
  phones: string[]
  licences: string[]
}

// A run that could be a phone: nine places or more, and no word on either side of it.
const run = /(?<![\p{L}\d])[\dOoQIl|+(][\dOoQIl|+(). \t-]{7,}[\dOoQIl|](?![\p{L}\d])/gu

/** What a reader of pictures takes for letters within a number, and the signs that adverts part numbers with. */
function mended(text: string): string {
  return text.replace(run, (digits) =>
    digits
      .replace(/[OoQ]/g, '0')
      .replace(/[Il|]/g, '1')
      .replace(/[().]/g, ' ')
      .replace(/\s*-\s*/g, '-')
      .replace(/[ \t]+/g, ' ')
      .trim(),
  )
}

/** The numbers in what was read from a picture. A misread digit stays one: a person confirms each. */
export function numbersOf(read: string): AdvertNumbers {
  return { phones: phonesIn(mended(read)), licences: licencesIn(read) }
}
