import { NativeSelect } from '@mantine/core'
import type { ProblemError } from '../../../web/workspace/api.ts'
import { useGet } from '../../../web/workspace/asking.ts'
import { Field } from '../../../web/workspace/parts.tsx'
import { type Bilingual, useWords } from '../../../web/workspace/words.tsx'

interface Place {
  code: string
  level: 'country' | 'province' | 'district'
  parent: string | null
  name: Bilingual
}

function usePlaces(): readonly Place[] {
  return useGet<Place[]>('/api/places').data ?? []
}

/** The name of a place by its code; the code where the list has not come yet. */
export function usePlaceName(): (code: string) => string {
  const places = usePlaces()
  const { pick } = useWords()
  return (code) => {
    const place = places.find((one) => one.code === code)
    return place ? pick(place.name) : code
  }
}

/** A district of Pakistan, by province. */
export function PlaceField({
  value,
  problem,
  onChange,
}: {
  value: string
  problem: ProblemError | undefined
  onChange: (code: string) => void
}) {
  const { t, pick, lang } = useWords()
  const places = usePlaces()
  const item = (place: Place) => ({ value: place.code, label: pick(place.name) })
  const byName = (one: { label: string }, other: { label: string }) =>
    one.label.localeCompare(other.label, lang)
  const groups = places
    .filter((one) => one.level === 'province')
    .map((province) => ({
      group: pick(province.name),
      items: [
        { value: province.code, label: pick(province.name) },
        ...places
          .filter((one) => one.level === 'district' && one.parent === province.code)
          .map(item)
          .sort(byName),
      ],
    }))
  return (
    <Field name="placeCode" label={t('cases.incident.place')} problem={problem}>
      <NativeSelect
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[{ value: '', label: t('work.not-known') }, ...groups]}
      />
    </Field>
  )
}
