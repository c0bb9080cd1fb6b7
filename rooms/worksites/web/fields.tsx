import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ProblemError } from '../../../web/workspace/api.ts'
import { useGet } from '../../../web/workspace/asking.ts'
import { Field } from '../../../web/workspace/parts.tsx'
import { type Bilingual, useWords } from '../../../web/workspace/words.tsx'

interface Common {
  name: string
  label: string
  hint?: ReactNode
  problem?: ProblemError | undefined
  required?: boolean
  value: string
  set: (value: string) => void
}

/** One of a code list; its texts stand under `<words>.<code>`. */
export function CodeField({
  codes,
  words,
  ...of
}: Common & { codes: readonly string[]; words: string }) {
  const { t } = useWords()
  return (
    <Field {...of}>
      <NativeSelect
        value={of.value}
        onChange={(event) => of.set(event.currentTarget.value)}
        data={[
          { value: '', label: t('work.choose') },
          ...codes.map((code) => ({ value: code, label: t(`${words}.${code}`) })),
        ]}
      />
    </Field>
  )
}

export function TextField({
  type = 'text',
  most = 300,
  dir = 'auto',
  inputMode,
  ...of
}: Common & {
  type?: 'text' | 'date'
  most?: number
  dir?: 'auto' | 'ltr'
  inputMode?: 'numeric' | 'decimal' | 'tel'
}) {
  return (
    <Field {...of}>
      <TextInput
        type={type}
        dir={dir}
        value={of.value}
        maxLength={most}
        {...(inputMode && { inputMode })}
        onChange={(event) => of.set(event.currentTarget.value)}
      />
    </Field>
  )
}

export function WordsField(of: Common) {
  return (
    <Field {...of}>
      <Textarea
        autosize
        minRows={2}
        dir="auto"
        maxLength={20_000}
        value={of.value}
        onChange={(event) => of.set(event.currentTarget.value)}
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
export function DistrictField({ own, ...of }: Common & { own: string }) {
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

export const triState = ['yes', 'no', 'unknown'] as const
export type TriState = (typeof triState)[number]
export const asBoolean = (value: string): boolean | null =>
  value === 'yes' ? true : value === 'no' ? false : null

// Urdu and Arabic digits are typed as often as Western ones.
export const westernDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf))

/** A count as it was typed; what is no number stays as it is, so that the server names the field. */
export function asCount(text: string): number | string | null {
  const plain = westernDigits(text).replaceAll(/[\s,٬]/g, '')
  if (plain === '') return null
  return /^\d{1,9}$/.test(plain) ? Number(plain) : text
}
