import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ProblemError } from './api.ts'
import { Field } from './parts.tsx'
import { useWords } from './words.tsx'

export interface FieldOf {
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
}: FieldOf & { codes: readonly string[]; words: string }) {
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
}: FieldOf & {
  type?: 'text' | 'date' | 'time'
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

export function WordsField({ most = 20_000, ...of }: FieldOf & { most?: number }) {
  return (
    <Field {...of}>
      <Textarea
        autosize
        minRows={2}
        dir="auto"
        maxLength={most}
        value={of.value}
        onChange={(event) => of.set(event.currentTarget.value)}
      />
    </Field>
  )
}

/** Yes, no, not known: three answers, because an empty box tells two of them. */
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
