import {
  Button,
  Checkbox,
  Group,
  Modal,
  MultiSelect,
  NativeSelect,
  NumberInput,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { ErrorNote, Field } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import {
  type CourtOutcome,
  type CourtStepKind,
  type CourtStepWritten,
  courtStepKinds,
  type Delay,
  delays,
  isLoss,
  type Loss,
  losses,
  outcomesOf,
} from '../outcome.ts'
import { nameOf, sectionName } from '../wording.ts'
import { outcomesUrl, type StepView } from './court-types.ts'
import type { Charges } from './types.ts'

export interface StepOn {
  kind: CourtStepKind
  corrects: StepView | undefined
}

const allowed = outcomesOf as Partial<Record<CourtStepKind, readonly CourtOutcome[]>>
const withSections: readonly CourtStepKind[] = [
  'challan',
  'charge-framed',
  'verdict',
  'sentence',
  'withdrawn',
  'settled',
  'appeal-filed',
  'appeal-decided',
]

/** One step in court, or the right version of one that was recorded wrongly. */
export function StepForm({
  caseId,
  charges,
  on,
  close,
}: {
  caseId: string
  charges: Charges
  on: StepOn
  close: () => void
}) {
  const words = useWords()
  const { t } = words
  const [form, setForm] = useState<CourtStepWritten>(() => firstForm(on, charges))
  const set = (part: Partial<CourtStepWritten>) => setForm((before) => ({ ...before, ...part }))
  const { send, busy, problem } = useSend(() => api.post(outcomesUrl(caseId), cleaned(form)), {
    refresh: [`/api/cases/${caseId}`],
    done: close,
  })
  const back = form.kind === 'taken-back'
  const kinds = courtStepKinds.filter((one) => one !== 'taken-back' || on.corrects)
  return (
    <Modal
      opened
      onClose={close}
      closeButtonProps={{ 'aria-label': t('work.close') }}
      title={t(on.corrects ? 'charges.court.correct' : 'charges.court.record')}
      size="lg"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Stack>
          <Field name="kind" label={t('charges.court.kind')} problem={problem} required>
            <NativeSelect
              data={kinds.map((one) => ({ value: one, label: t(`charges.step.${one}`) }))}
              value={form.kind}
              onChange={(event) => {
                const kind = event.currentTarget.value as CourtStepKind
                set({ kind, outcome: allowed[kind]?.[0] ?? null })
              }}
            />
          </Field>
          {!back && <What form={form} set={set} charges={charges} problem={problem} />}
          <Field
            name="words"
            label={t('charges.court.words')}
            hint={t(
              form.kind === 'settled' ? 'charges.court.settled.hint' : 'charges.court.words.hint',
            )}
            problem={problem}
            required={back || form.kind === 'withdrawn' || form.kind === 'settled'}
          >
            <Textarea
              autosize
              minRows={2}
              maxLength={4000}
              value={form.words}
              onChange={(event) => set({ words: event.currentTarget.value })}
            />
          </Field>
          <ErrorNote problem={problem} />
          <div>
            <Button type="submit" loading={busy}>
              {t(back ? 'charges.court.take-back' : 'charges.court.save')}
            </Button>
          </div>
        </Stack>
      </form>
    </Modal>
  )
}

interface Parts {
  form: CourtStepWritten
  set: (part: Partial<CourtStepWritten>) => void
  charges: Charges
  problem: ReturnType<typeof useSend>['problem']
}

function What({ form, set, charges, problem }: Parts) {
  const words = useWords()
  const { t, pick } = words
  const outcomes = allowed[form.kind]
  const accused = charges.people.filter((one) => one.roles.includes('accused'))
  return (
    <>
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <Field name="onDay" label={t('charges.court.on')} problem={problem} required>
          <TextInput
            type="date"
            max={charges.asOn}
            required
            value={form.onDay}
            onChange={(event) => set({ onDay: event.currentTarget.value })}
          />
        </Field>
        <Field name="court" label={t('charges.court.court')} problem={problem}>
          <TextInput
            maxLength={200}
            value={form.court}
            onChange={(event) => set({ court: event.currentTarget.value })}
          />
        </Field>
      </Group>
      {outcomes && (
        <Field name="outcome" label={t('charges.court.outcome')} problem={problem} required>
          <NativeSelect
            data={outcomes.map((one) => ({ value: one, label: t(`charges.outcome.${one}`) }))}
            value={form.outcome ?? ''}
            onChange={(event) => set({ outcome: event.currentTarget.value as CourtOutcome })}
          />
        </Field>
      )}
      <Field
        name="accusedId"
        label={t('charges.court.accused')}
        problem={problem}
        required={['verdict', 'sentence', 'withdrawn', 'settled'].includes(form.kind)}
      >
        <NativeSelect
          data={[
            { value: '', label: t('charges.court.all-accused') },
            ...accused.map((one) => ({
              value: one.id,
              label: nameOf(words, charges.people, one.id),
            })),
          ]}
          value={form.accusedId ?? ''}
          onChange={(event) => set({ accusedId: event.currentTarget.value || null })}
        />
      </Field>
      {withSections.includes(form.kind) && (
        <Field
          name="cited"
          label={t(form.kind === 'sentence' ? 'charges.court.for-section' : 'charges.fir.sections')}
          problem={problem}
          required={form.kind === 'sentence'}
        >
          <MultiSelect
            searchable
            maxValues={form.kind === 'sentence' ? 1 : 40}
            data={charges.sections.map((one) => ({
              value: one.cited,
              label: `${sectionName(words, charges.acts, one.cited)}: ${pick(one.heading)}`,
            }))}
            value={form.cited}
            onChange={(cited) => set({ cited })}
          />
        </Field>
      )}
      {form.kind === 'sentence' && <SentenceFields form={form} set={set} problem={problem} />}
      {form.kind === 'compensation' && (
        <Compensation form={form} set={set} charges={charges} problem={problem} />
      )}
      {form.kind === 'hearing' && (
        <Field name="nextOn" label={t('charges.court.next-on')} problem={problem}>
          <TextInput
            type="date"
            value={form.nextOn ?? ''}
            onChange={(event) => set({ nextOn: event.currentTarget.value || null })}
          />
        </Field>
      )}
      {isLoss(form) && (
        <Field
          name="because"
          label={t('charges.court.lost')}
          hint={t('charges.court.lost.hint')}
          problem={problem}
        >
          <NativeSelect
            data={[
              { value: '', label: t('charges.court.lost.not-said') },
              ...losses.map((one) => ({ value: one, label: t(`charges.lost.${one}`) })),
            ]}
            value={form.because ?? ''}
            onChange={(event) =>
              set({ because: (event.currentTarget.value || null) as Loss | null })
            }
          />
        </Field>
      )}
      <Field
        name="delay"
        label={t('charges.court.delay')}
        hint={t('charges.court.delay.hint')}
        problem={problem}
        required={form.outcome === 'put-off'}
      >
        <NativeSelect
          data={[
            { value: '', label: t('charges.court.no-delay') },
            ...delays.map((one) => ({ value: one, label: t(`charges.delay.${one}`) })),
          ]}
          value={form.delay ?? ''}
          onChange={(event) => set({ delay: (event.currentTarget.value || null) as Delay | null })}
        />
      </Field>
    </>
  )
}

function SentenceFields({ form, set, problem }: Omit<Parts, 'charges'>) {
  const { t } = useWords()
  const whole = (value: number | string) => (typeof value === 'number' ? value : null)
  return (
    <>
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <Field name="months" label={t('charges.court.prison-months')} problem={problem}>
          <NumberInput
            min={0}
            max={1200}
            allowDecimal={false}
            hideControls
            value={form.months ?? ''}
            onChange={(value) => set({ months: whole(value) })}
          />
        </Field>
        <Field name="finePkr" label={t('charges.court.fine')} problem={problem}>
          <NumberInput
            min={0}
            allowDecimal={false}
            thousandSeparator
            hideControls
            value={form.finePkr ?? ''}
            onChange={(value) => set({ finePkr: whole(value) })}
          />
        </Field>
      </Group>
      <Group>
        <Checkbox
          label={t('charges.penalty.life')}
          checked={form.life}
          onChange={(event) => set({ life: event.currentTarget.checked })}
        />
        <Checkbox
          label={t('charges.penalty.death')}
          checked={form.death}
          onChange={(event) => set({ death: event.currentTarget.checked })}
        />
      </Group>
    </>
  )
}

function Compensation({ form, set, charges, problem }: Parts) {
  const words = useWords()
  const { t } = words
  const victims = charges.people.filter((one) => one.roles.includes('victim'))
  return (
    <>
      <Field name="amountPkr" label={t('charges.court.sum')} problem={problem}>
        <NumberInput
          min={0}
          allowDecimal={false}
          thousandSeparator
          hideControls
          value={form.amountPkr ?? ''}
          onChange={(value) => set({ amountPkr: typeof value === 'number' ? value : null })}
        />
      </Field>
      <Field name="victimId" label={t('charges.court.victim')} problem={problem}>
        <NativeSelect
          data={[
            { value: '', label: t('charges.court.all-victims') },
            ...victims.map((one) => ({
              value: one.id,
              label: nameOf(words, charges.people, one.id),
            })),
          ]}
          value={form.victimId ?? ''}
          onChange={(event) => set({ victimId: event.currentTarget.value || null })}
        />
      </Field>
    </>
  )
}

function firstForm(on: StepOn, charges: Charges): CourtStepWritten {
  const accused = charges.people.filter((one) => one.roles.includes('accused'))
  const blank: CourtStepWritten = {
    kind: on.kind,
    accusedId: accused.length === 1 ? accused[0]!.id : null,
    victimId: null,
    onDay: '',
    nextOn: null,
    court: '',
    outcome: allowed[on.kind]?.[0] ?? null,
    delay: null,
    because: null,
    cited: [],
    months: null,
    life: false,
    death: false,
    finePkr: null,
    amountPkr: null,
    words: '',
    correctsId: null,
  }
  if (!on.corrects) return blank
  const { id, by: _, recordedAt: __, stands: ___, ranges: ____, ...step } = on.corrects
  return { ...step, correctsId: id }
}

/** A step keeps only what belongs to its kind: what was filled in before a change of mind goes. */
function cleaned(form: CourtStepWritten): CourtStepWritten {
  const { kind } = form
  const sentence = kind === 'sentence'
  return {
    ...form,
    cited: withSections.includes(kind) ? form.cited : [],
    months: sentence ? form.months : null,
    life: sentence && form.life,
    death: sentence && form.death,
    finePkr: sentence ? form.finePkr : null,
    amountPkr: kind === 'compensation' ? form.amountPkr : null,
    victimId: kind === 'compensation' ? form.victimId : null,
    nextOn: kind === 'hearing' ? form.nextOn : null,
    outcome: allowed[kind] ? form.outcome : null,
    delay: kind === 'taken-back' ? null : form.delay,
    because: kind !== 'taken-back' && isLoss(form) ? form.because : null,
  }
}
