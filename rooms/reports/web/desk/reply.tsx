import { Button, Textarea } from '@mantine/core'
import type { FormEvent } from 'react'
import { api } from '../../../../web/workspace/api.ts'
import {
  Card,
  DisabledReason,
  ErrorNote,
  Field,
  useUnsaved,
} from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import { type OpenReport, sealReply } from '../../sealing/desk.ts'
import type { OpenEpoch } from '../../sealing/epoch.ts'
import type { SentAnswer } from '../../shapes.ts'
import styles from './desk.module.css'
import { useDraft } from './drafts.ts'
import { SealNote } from './seal-note.tsx'
import { useSealing } from './sealing-act.ts'

/** The desk's answer: signed by the desk, sealed so that only the receipt opens it. */
export function Reply({ report, epoch }: { report: OpenReport; epoch: OpenEpoch }) {
  const { t } = useWords()
  const [words, setWords] = useDraft(`reply ${report.view.id}`)
  useUnsaved(words !== '')
  const { send, busy, problem, fault } = useSealing(
    async () => {
      const { sequence, ...sealed } = await sealReply(report, epoch, words.trim())
      return api.put<SentAnswer>(`/api/desk/reports/${report.view.id}/replies/${sequence}`, sealed)
    },
    { refresh: ['/api/desk'], done: () => setWords('') },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (words.trim()) void send()
  }
  return (
    <Card title={t('desk.reply')}>
      <form className={styles.form} onSubmit={submit}>
        <ErrorNote problem={problem} />
        <SealNote fault={fault} />
        <Field name="words" label={t('desk.reply.words')} hint={t('desk.reply.hint')} required>
          <Textarea
            dir="auto"
            autosize
            minRows={4}
            maxLength={20_000}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        </Field>
        <div>
          <DisabledReason reason={words.trim() ? undefined : t('desk.reply.empty')}>
            <Button type="submit" loading={busy}>
              {t('desk.reply.send')}
            </Button>
          </DisabledReason>
        </div>
      </form>
    </Card>
  )
}
