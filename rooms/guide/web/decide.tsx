import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { ConfirmButton, DisabledReason, ErrorNote, Field } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { VersionState } from '../page-records.ts'
import styles from './texts.module.css'

export const tones = {
  written: 'partly',
  published: 'met',
  returned: 'neutral',
  withdrawn: 'danger',
} as const

/** Publish or return what waits, take down what is out. `own`: why one may not publish it oneself. */
export function Decide(of: {
  url: string
  waits: boolean
  own: string | undefined
  publishWhat: string
  withdrawWhat: string
  again: () => void
}) {
  const { url, waits, own, publishWhat, withdrawWhat, again } = of
  const { t } = useWords()
  const [words, setWords] = useState('')
  const decide = useSend((state: VersionState) => api.post(url, { state, words }), {
    refresh: ['/api/guide/texts'],
    done: again,
  })
  return (
    <div className={styles.stack}>
      <Field
        name="words"
        label={t(waits ? 'guide.texts.return-why' : 'guide.texts.withdraw-why')}
        problem={decide.problem}
      >
        <Textarea
          autosize
          maxLength={1000}
          dir="auto"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </Field>
      <ErrorNote problem={decide.problem} />
      <div className={styles.actions}>
        {waits ? (
          <>
            <DisabledReason reason={own}>
              <ConfirmButton
                title={t('guide.texts.publish')}
                what={publishWhat}
                confirm={t('guide.texts.publish')}
                onConfirm={() => decide.send('published')}
              >
                {t('guide.texts.publish')}
              </ConfirmButton>
            </DisabledReason>
            <Button
              variant="default"
              loading={decide.busy}
              onClick={() => void decide.send('returned')}
            >
              {t('guide.texts.return')}
            </Button>
          </>
        ) : (
          <ConfirmButton
            danger
            variant="default"
            title={t('guide.texts.withdraw')}
            what={withdrawWhat}
            confirm={t('guide.texts.withdraw')}
            onConfirm={() => decide.send('withdrawn')}
          >
            {t('guide.texts.withdraw')}
          </ConfirmButton>
        )}
      </div>
    </div>
  )
}
