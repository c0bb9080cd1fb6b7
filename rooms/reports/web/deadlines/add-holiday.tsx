import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../../../../web/workspace/api.ts'
import { useSend } from '../../../../web/workspace/asking.ts'
import { Card, DisabledReason, ErrorNote, Field } from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import type { DeadlinesView } from '../../shapes.ts'
import styles from './deadlines.module.css'
import { SourcedFields } from './sourced-fields.tsx'

const empty = { day: '', off: 'yes', en: '', ur: '', source: '', grade: 'official-copy' }

/** A day off by announcement, or a day taken back because the moon was seen on another. */
export function AddHoliday() {
  const { t } = useWords()
  const [form, setForm] = useState(empty)
  const change = (part: Partial<typeof empty>) => setForm({ ...form, ...part })
  const { day, off, en, ur, source, grade } = form
  const { send, busy, problem } = useSend(
    () =>
      api.post<DeadlinesView>('/api/deadlines/holidays', {
        day,
        off: off === 'yes',
        name: { en, ur },
        source,
        grade,
      }),
    { refresh: ['/api/deadlines'], done: () => setForm(empty) },
  )
  const missing =
    day && en.trim().length > 1 && ur.trim().length > 1 && source.trim().length > 2
      ? undefined
      : t('deadlines.holiday.missing')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!missing) void send()
  }
  const name = (lang: 'en' | 'ur') => (
    <Field
      name={`name.${lang}`}
      label={t(`deadlines.holiday.name.${lang}`)}
      problem={problem}
      required
    >
      <TextInput
        dir={lang === 'ur' ? 'rtl' : 'ltr'}
        maxLength={100}
        value={form[lang]}
        onChange={(event) => change({ [lang]: event.currentTarget.value })}
      />
    </Field>
  )
  return (
    <Card title={t('deadlines.holiday.add')}>
      <form className={styles.form} onSubmit={submit}>
        <div className={styles.wide}>
          <ErrorNote problem={problem} />
        </div>
        <Field name="day" label={t('deadlines.day')} problem={problem} required>
          <TextInput
            type="date"
            value={day}
            onChange={(event) => change({ day: event.currentTarget.value })}
          />
        </Field>
        <Field name="off" label={t('deadlines.counts')} problem={problem} required>
          <NativeSelect
            value={off}
            onChange={(event) => change({ off: event.currentTarget.value })}
            data={[
              { value: 'yes', label: t('deadlines.off') },
              { value: 'no', label: t('deadlines.taken-back') },
            ]}
          />
        </Field>
        {name('en')}
        {name('ur')}
        <SourcedFields value={form} change={change} problem={problem} />
        <div className={styles.wide}>
          <DisabledReason reason={missing}>
            <Button type="submit" loading={busy}>
              {t('deadlines.holiday.add')}
            </Button>
          </DisabledReason>
        </div>
      </form>
    </Card>
  )
}
