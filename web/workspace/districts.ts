import { useGet } from './asking.ts'
import { type Bilingual, useWords } from './words.tsx'

export interface Place {
  code: string
  level: 'country' | 'province' | 'district'
  parent: string | null
  name: Bilingual
}

/** The districts by province, as a select offers them; the province `own` comes first. */
export function useDistricts(own?: string) {
  return useDistrictsIn(useGet<Place[]>('/api/places').data ?? [], own)
}

/** The same of places that are at hand already. */
export function useDistrictsIn(places: readonly Place[], own?: string) {
  const { pick, lang } = useWords()
  const groups = places
    .filter((one) => one.level === 'province')
    .sort((one, other) => Number(other.code === own) - Number(one.code === own))
    .map((province) => ({
      group: pick(province.name),
      items: places
        .filter((one) => one.level === 'district' && one.parent === province.code)
        .map((one) => ({ value: one.code, label: pick(one.name) }))
        .sort((one, other) => one.label.localeCompare(other.label, lang)),
    }))
    .filter((one) => one.items.length > 0)
  const nameOf = (code: string) => {
    const place = places.find((one) => one.code === code)
    return place ? pick(place.name) : code
  }
  return { groups, nameOf }
}
