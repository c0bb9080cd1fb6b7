import type { useWords } from '../../../web/workspace/words.tsx'
import { type AgeKnown, ageRangeOn, isChildOn } from '../person.ts'

type Words = Pick<ReturnType<typeof useWords>, 't' | 'date' | 'number'>

/** An age as far as it is known, and how it is known: "17 or 18 (said to be 17 on 3 March 2026)". */
export function ageText({ t, date, number }: Words, person: AgeKnown, today: string): string {
  const range = ageRangeOn(person, today)
  if (!range) return t('work.not-known')
  const years =
    range.from === range.to
      ? number(range.from)
      : t('cases.age.or', { from: number(range.from), to: number(range.to) })
  if (person.birthOn) return t('cases.age.born', { years, on: date(person.birthOn) })
  return t('cases.age.said', {
    years,
    said: number(person.ageStated!),
    on: date(person.ageStatedOn!),
  })
}

export function childTag(person: AgeKnown, today: string): 'yes' | 'perhaps' | undefined {
  const child = isChildOn(person, today)
  return child === 'yes' || child === 'perhaps' ? child : undefined
}
