import { NativeSelect } from '@mantine/core'
import type { useDistrictsIn } from '../../../web/workspace/districts.ts'
import type { FieldOf } from '../../../web/workspace/fields.tsx'
import { Field } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'

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

/** A district, by province; the officer's own province first. */
export function DistrictField({
  groups,
  ...of
}: FieldOf & { groups: ReturnType<typeof useDistrictsIn>['groups'] }) {
  const { t } = useWords()
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
