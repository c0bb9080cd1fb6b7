import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { ErrorNote, Field } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { tieKinds } from '../tie.ts'
import { Hints } from './hints.tsx'

const restings = [
  'statement',
  'document',
  'chat',
  'observation',
  'report',
  'medical',
  'other',
] as const
const certainties = ['said', 'supported', 'documented', 'established'] as const

/** Notes a vehicle, a licensed agent, one more phone or account of a person or of a file. */
export function TieForm({
  caseId,
  personId,
  onClose,
  onNoted,
}: {
  caseId: string
  personId: string | null
  onClose: () => void
  onNoted: () => void
}) {
  const { t } = useWords()
  const [kind, setKind] = useState<(typeof tieKinds)[number]>('vehicle')
  const [value, setValue] = useState('')
  const [restsOn, setRestsOn] = useState<string>('statement')
  const [certainty, setCertainty] = useState<string>('said')
  const [saidOn, setSaidOn] = useState('')
  const [saidBy, setSaidBy] = useState('')
  const { send, busy, problem } = useSend(
    () =>
      api.post('/api/network/ties', {
        caseId,
        personId,
        kind,
        value,
        restsOn,
        certainty,
        saidOn: saidOn || null,
        saidBy: saidBy.trim() || null,
      }),
    {
      refresh: ['/api/network/ties'],
      done: () => {
        onNoted()
        onClose()
      },
    },
  )
  const choice = (prefix: string, all: readonly string[]) =>
    all.map((one) => ({ value: one, label: t(`${prefix}.${one}`) }))
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(personId ? 'network.note.of-person' : 'network.note.of-case')}
      closeButtonProps={{ 'aria-label': t('work.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Stack>
          <Field name="kind" label={t('network.note.kind')} problem={problem} required>
            <NativeSelect
              value={kind}
              onChange={(event) => setKind(event.currentTarget.value as typeof kind)}
              data={choice('network.node', tieKinds)}
            />
          </Field>
          <Field
            name="value"
            label={t(`network.note.value.${kind}`)}
            hint={kind === 'agent' ? t('network.note.value.agent.hint') : undefined}
            problem={problem}
            required
          >
            <TextInput
              value={value}
              dir="ltr"
              maxLength={60}
              onChange={(event) => setValue(event.currentTarget.value)}
            />
          </Field>
          <Hints person={{ caseId, ...(personId && { personId }), [kind]: value }} />
          <Field name="restsOn" label={t('network.note.rests-on')} problem={problem} required>
            <NativeSelect
              value={restsOn}
              onChange={(event) => setRestsOn(event.currentTarget.value)}
              data={choice('resting', restings)}
            />
          </Field>
          <Field name="certainty" label={t('network.column.sure')} problem={problem} required>
            <NativeSelect
              value={certainty}
              onChange={(event) => setCertainty(event.currentTarget.value)}
              data={choice('certainty', certainties)}
            />
          </Field>
          <Field name="saidBy" label={t('network.note.said-by')} problem={problem}>
            <TextInput
              value={saidBy}
              maxLength={200}
              onChange={(event) => setSaidBy(event.currentTarget.value)}
            />
          </Field>
          <Field name="saidOn" label={t('network.note.said-on')} problem={problem}>
            <TextInput
              type="date"
              value={saidOn}
              onChange={(event) => setSaidOn(event.currentTarget.value)}
            />
          </Field>
          <ErrorNote problem={problem} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('work.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={!value.trim()}>
              {t('network.note.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
