import { NativeSelect } from '@mantine/core'
import type { useDistrictsIn } from '../../../web/workspace/districts.ts'
import { CodeField, type FieldOf, TextField } from '../../../web/workspace/fields.tsx'
import { Field } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { grades } from '../rules.ts'

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

/** A day of the calendar. */
export const DayField = (of: FieldOf) => <TextField {...of} type="date" />

/** Where something can be read, and how well it is known; `field` comes from useForm. */
export function SourceFields({
  field,
  hint,
}: {
  field: (key: 'source' | 'grade') => Omit<FieldOf, 'label'>
  hint?: string
}) {
  const { t } = useWords()
  return (
    <>
      <TextField {...field('source')} label={t('worksites.source')} {...(hint && { hint })} />
      <CodeField
        {...field('grade')}
        label={t('worksites.grade')}
        codes={grades}
        words="work.grade"
        required
      />
    </>
  )
}
