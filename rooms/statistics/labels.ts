import type { House } from '../../core/house.ts'
import type { Name } from '../../core/people.ts'
import { countryName } from '../../web/workspace/countries.ts'
import type { Dimension } from './counting.ts'

/** Words keys of the coded lists, by the columns of the export. */
const listOf: Record<string, Dimension> = {
  prs_Gender: 'sex',
  age_group: 'age',
  ctdc_ageBroad: 'age-broad',
  panah_forms: 'form',
  sdg_16_2_2_form: 'sdg',
}

const isPlace = (variable: string) => ['hte_Country', 'province', 'district'].includes(variable)

/** Names a code of an exported column in one language; the code itself where it has no name. */
export function codeNames(house: Pick<House, 'words'>, places: ReadonlyMap<string, Name>) {
  return (variable: string, code: string, language: 'en' | 'ur'): string => {
    const t = house.words.t(language)
    if (code === 'not-recorded') return t('numbers.not-recorded')
    if (isPlace(variable)) return places.get(code)?.[language] ?? countryName(code, language)
    const dimension = listOf[variable]
    const key = dimension ? `numbers.${dimension}.${code}` : `numbers.code.${code}`
    return t(key, { defaultValue: code })
  }
}

/** Names of the places and countries among some codes, for a page. */
export function placeNames(
  codes: readonly string[],
  places: ReadonlyMap<string, Name>,
): Record<string, Name> {
  const named = codes
    .filter((code) => code !== 'not-recorded')
    .map((code): [string, Name] => [
      code,
      places.get(code) ?? { en: countryName(code, 'en'), ur: countryName(code, 'ur') },
    ])
  return Object.fromEntries(named)
}
