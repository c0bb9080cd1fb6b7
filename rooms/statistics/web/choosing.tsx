import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useWords } from '../../../web/workspace/words.tsx'
import { type Dimension, dimensions } from '../counting.ts'
import { formCodes } from '../forms.ts'
import { meansCodes } from '../means.ts'
import { ageGroups, victimStatuses } from '../victim.ts'
import { useCodeName } from './naming.ts'
import styles from './numbers.module.css'
import type { NumbersView } from './shapes.ts'

export type Selection = Record<string, string>

const filters = ['sex', 'age', 'citizenship', 'form', 'means', 'place', 'status', 'law'] as const

/** What is counted: rows, columns, and who is left out; all of it lives in the address. */
export function Choosing({
  selection,
  change,
  view,
}: {
  selection: Selection
  change: (part: Selection) => void
  view: NumbersView | undefined
}) {
  const { t } = useWords()
  const name = useCodeName(view?.names ?? {})
  const codesOf: Record<(typeof filters)[number], readonly string[]> = {
    sex: view?.choices.sex ?? [],
    age: ageGroups,
    form: [...formCodes, 'not-recorded'],
    place: view?.choices.place ?? [],
    status: victimStatuses,
    law: view?.choices.law ?? [],
    citizenship: view?.choices.citizenship ?? [],
    means: [...meansCodes, 'not-recorded'],
  }
  const titles = dimensions.map((one) => ({ value: one, label: t(`numbers.dimension.${one}`) }))
  const narrowed = [...filters, 'from', 'until'].some((one) => selection[one])
  return (
    <form className={styles.choose} onSubmit={(event) => event.preventDefault()}>
      <NativeSelect
        label={t('numbers.by')}
        value={selection.by ?? 'form'}
        onChange={(event) => change({ by: event.currentTarget.value })}
        data={titles}
      />
      <NativeSelect
        label={t('numbers.across')}
        value={selection.across ?? ''}
        onChange={(event) => change({ across: event.currentTarget.value })}
        data={[
          { value: '', label: t('numbers.across.none') },
          ...titles.filter(({ value }) => value !== (selection.by ?? 'form')),
        ]}
      />
      {filters.map((dimension: Dimension & (typeof filters)[number]) => (
        <NativeSelect
          key={dimension}
          label={t(`numbers.dimension.${dimension}`)}
          value={selection[dimension] ?? ''}
          onChange={(event) => change({ [dimension]: event.currentTarget.value })}
          data={[
            { value: '', label: t('numbers.everyone') },
            ...withChosen(codesOf[dimension], selection[dimension]).map((code) => ({
              value: code,
              label: name(dimension, code),
            })),
          ]}
        />
      ))}
      <TextInput
        type="date"
        label={t('numbers.from')}
        value={selection.from ?? ''}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('numbers.until')}
        value={selection.until ?? ''}
        onChange={(event) => change({ until: event.currentTarget.value })}
      />
      {narrowed && (
        <Button
          variant="subtle"
          style={{ alignSelf: 'end' }}
          onClick={() =>
            change(Object.fromEntries([...filters, 'from', 'until'].map((one) => [one, ''])))
          }
        >
          {t('numbers.clear')}
        </Button>
      )}
    </form>
  )
}

function withChosen(codes: readonly string[], chosen: string | undefined): readonly string[] {
  return chosen && !codes.includes(chosen) ? [...codes, chosen] : codes
}
