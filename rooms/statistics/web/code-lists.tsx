import { Button, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { ConfirmButton, ErrorNote, Field } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import styles from './numbers.module.css'
import type { StandardsView } from './standard-shapes.ts'

/** The code lists that this country has loaded, and a way to load them or to take them back. */
export function CodeLists({ list: { codeList, mayLoadCodes } }: { list: StandardsView }) {
  const { t, day, number } = useWords()
  const [edition, setEdition] = useState('')
  const [source, setSource] = useState('')
  const [csv, setCsv] = useState('')
  const refresh = { refresh: ['/api/standards'] }
  const loading = useSend(() => api.post('/api/standards/ic-tip/codes', { edition, source, csv }), {
    ...refresh,
    done: () => setCsv(''),
  })
  const back = useSend(
    (id: string) => api.post(`/api/standards/ic-tip/codes/${id}/take-back`),
    refresh,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void loading.send()
  }
  return (
    <section className={styles.part}>
      <h2>{t('standard.codes')}</h2>
      {!codeList && <p>{t('standard.codes.none')}</p>}
      {codeList && (
        <p>
          {t('standard.codes.loaded', {
            edition: codeList.edition,
            n: number(codeList.codes),
            at: day(codeList.loadedAt),
          })}{' '}
          <bdi dir="auto" className={styles.soft}>
            {codeList.source}
          </bdi>
        </p>
      )}
      {codeList && mayLoadCodes && (
        <ConfirmButton
          size="compact-sm"
          title={t('standard.codes.back.title')}
          what={t('standard.codes.back.what')}
          confirm={t('standard.codes.back')}
          onConfirm={() => back.send(codeList.id)}
        >
          {t('standard.codes.back')}
        </ConfirmButton>
      )}
      <ErrorNote problem={back.problem} />
      {mayLoadCodes && (
        <form onSubmit={submit} className={styles.form}>
          <p className={styles.soft}>{t('standard.codes.text')}</p>
          <Field
            name="edition"
            label={t('standard.codes.edition')}
            problem={loading.problem}
            required
          >
            <TextInput
              maxLength={120}
              value={edition}
              onChange={(event) => setEdition(event.currentTarget.value)}
            />
          </Field>
          <Field
            name="source"
            label={t('standard.codes.source')}
            problem={loading.problem}
            required
          >
            <TextInput
              maxLength={400}
              value={source}
              onChange={(event) => setSource(event.currentTarget.value)}
            />
          </Field>
          <Field name="csv" label={t('standard.codes.file')} problem={loading.problem} required>
            <Textarea
              autosize
              minRows={4}
              maxRows={14}
              dir="ltr"
              value={csv}
              onChange={(event) => setCsv(event.currentTarget.value)}
            />
          </Field>
          <ErrorNote problem={loading.problem} />
          <div className={styles.actions}>
            <Button type="submit" variant="default" loading={loading.busy}>
              {t('standard.codes.load')}
            </Button>
          </div>
        </form>
      )}
    </section>
  )
}
