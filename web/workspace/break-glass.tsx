import { Button, Group, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from './api.ts'
import { useSend } from './asking.ts'
import { ErrorNote, Field } from './parts.tsx'
import { useWords } from './words.tsx'

const reasons = ['danger-to-life', 'child-at-risk', 'holder-unreachable', 'court-order'] as const

/**
 * Opens a case that is not one's own, in an emergency: for 24 hours, with a reason, and the
 * supervisor is told. `onOpened` reads the case again.
 */
export function BreakGlass({ caseId, onOpened }: { caseId: string; onOpened: () => void }) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [words, setWords] = useState('')
  const { send, busy, problem } = useSend(
    () => api.post('/api/break-glass', { caseId, reason, words: words.trim() }),
    {
      refresh: ['/api/cases'],
      done: () => {
        setAsking(false)
        onOpened()
      },
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send()
  }
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('work.glass')}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('work.glass')}
        closeButtonProps={{ 'aria-label': t('work.close') }}
      >
        <form onSubmit={submit}>
          <Stack>
            <Text>{t('work.glass.what')}</Text>
            <ErrorNote problem={problem} />
            <Field name="reason" label={t('work.glass.reason')} problem={problem} required>
              <NativeSelect
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
                data={[
                  { value: '', label: t('work.choose') },
                  ...reasons.map((value) => ({ value, label: t(`work.glass.reason.${value}`) })),
                ]}
              />
            </Field>
            <Field
              name="words"
              label={t('work.glass.words')}
              hint={t('work.glass.words.hint')}
              problem={problem}
              required
            >
              <Textarea
                autosize
                minRows={3}
                minLength={10}
                maxLength={2000}
                value={words}
                onChange={(event) => setWords(event.currentTarget.value)}
              />
            </Field>
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setAsking(false)}>
                {t('work.cancel')}
              </Button>
              <Button type="submit" color="red" loading={busy}>
                {t('work.glass.confirm')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
