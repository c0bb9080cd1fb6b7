import { NativeSelect } from '@mantine/core'
import { useGet } from '../../../web/workspace/asking.ts'
import type { FieldOf } from '../../../web/workspace/fields.tsx'
import { Field } from '../../../web/workspace/parts.tsx'
import { type Bilingual, useWords } from '../../../web/workspace/words.tsx'

export {
  asBoolean,
  asCount,
  CodeField,
  TextField,
  type TriState,
  triState,
  WordsField,
  westernDigits,
} from '../../../web/workspace/fields.tsx'

/** One of a few; nothing is chosen at first. */
export function ChoiceField({
  choices,
  ...of
}: FieldOf & { choices: readonly { value: string; label: string }[] }) {
  const { t } = useWords()
  return (
    <Field {...of}>
      <NativeSelect
        value={of.value}
        onChange={(event) => of.set(event.currentTarget.value)}
        data={[{ value: '', label: t('work.choose') }, ...choices]}
      />
    </Field>
  )
}

interface Place {
  code: string
  level: 'country' | 'province' | 'district'
  parent: string | null
  name: Bilingual
}

/** A district, by province; the officer's own province first. */
export function DistrictField({ own, ...of }: FieldOf & { own: string }) {
  const { t, pick, lang } = useWords()
  const places = useGet<Place[]>('/api/places').data ?? []
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
  return (
    <Field {...of}>
      <NativeSelect
        value={of.value}
        onChange={(event) => of.set(event.currentTarget.value)}
        data={[{ value: '', label: t('work.choose') }, ...groups]}
      />
    </Field>
  )
}
