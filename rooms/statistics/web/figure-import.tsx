import { Button, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { ErrorNote, Field, Notice } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Figure, Finding } from '../figures.ts'
import { FindingList } from './findings.tsx'
import styles from './numbers.module.css'

interface Imported {
  figures: number
  findings: Finding[]
  about: Figure[]
}

/** Figures from a CSV: first what the checks say of them, then all of them or none. */
export function FigureImport({ figures }: { figures: readonly Figure[] }) {
  const { t, number } = useWords()
  const [csv, setCsv] = useState('')
  const [checked, setChecked] = useState<Imported>()
  const sending = useSend(
    (check: boolean) => api.post<Imported>('/api/figures/import', { csv, check }),
    {
      refresh: ['/api/figures'],
      done: (answer, check) => {
        setChecked(check ? answer : undefined)
        if (!check) setCsv('')
      },
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void sending.send(!checked)
  }
  return (
    <details className={styles.part}>
      <summary>{t('figure.import')}</summary>
      <form onSubmit={submit} className={styles.form}>
        <p className={styles.soft}>{t('figure.import.text')}</p>
        <Field name="csv" label={t('figure.import.csv')} problem={sending.problem} required>
          <Textarea
            autosize
            minRows={4}
            maxRows={14}
            dir="ltr"
            value={csv}
            onChange={(event) => {
              setCsv(event.currentTarget.value)
              setChecked(undefined)
            }}
          />
        </Field>
        <ErrorNote problem={sending.problem} />
        {checked && (
          <section aria-live="polite">
            <Notice tone="neutral">
              {t('figure.import.checked', {
                n: number(checked.figures),
                findings: number(checked.findings.length),
              })}
            </Notice>
            <FindingList findings={checked.findings} figures={[...figures, ...checked.about]} />
          </section>
        )}
        <div className={styles.actions}>
          <Button type="submit" variant="default" loading={sending.busy}>
            {t(checked ? 'figure.import.save' : 'figure.check')}
          </Button>
        </div>
      </form>
    </details>
  )
}
