import { NativeSelect, TextInput } from '@mantine/core'
import type { ProblemError } from '../../../../web/workspace/api.ts'
import { Field } from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'

const grades = ['gazette', 'official-copy', 'secondary', 'press', 'memory', 'not-verified'] as const

export interface Sourced {
  source: string
  grade: string
}

/** Whoever sets a rule says where it comes from, and how sure that is. */
export function SourcedFields({
  value,
  change,
  problem,
}: {
  value: Sourced
  change(part: Partial<Sourced>): void
  problem: ProblemError | undefined
}) {
  const { t } = useWords()
  return (
    <>
      <Field
        name="source"
        label={t('deadlines.source')}
        hint={t('deadlines.source.hint')}
        problem={problem}
        required
      >
        <TextInput
          dir="auto"
          maxLength={500}
          value={value.source}
          onChange={(event) => change({ source: event.currentTarget.value })}
        />
      </Field>
      <Field name="grade" label={t('deadlines.grade')} problem={problem} required>
        <NativeSelect
          value={value.grade}
          onChange={(event) => change({ grade: event.currentTarget.value })}
          data={grades.map((grade) => ({ value: grade, label: t(`work.grade.${grade}`) }))}
        />
      </Field>
    </>
  )
}
