import { Button, Modal, MultiSelect, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { Card, ConfirmButton, ErrorNote, Field } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { restsOnText, sectionName } from '../wording.ts'
import styles from './charges.module.css'
import { type Charges, chargesUrl, type FirView } from './types.ts'

/** The FIRs of the case and what they cite; and what was ruled out on this page. */
export function FirPanel({ caseId, charges }: { caseId: string; charges: Charges }) {
  const words = useWords()
  const { t, date, lang } = words
  const [editing, edit] = useState<FirView | 'new'>()
  const comma = lang === 'ur' ? '، ' : ', '
  return (
    <Card title={t('charges.fir')}>
      <div id="fir">
        {charges.firs.length === 0 && <p>{t('charges.fir.none')}</p>}
        {charges.firs.map((fir) => (
          <p key={fir.id}>
            <span className={styles.name}>
              <bdi>
                {t('charges.fir.line', {
                  number: fir.number,
                  station: fir.station,
                  on: date(fir.registeredOn),
                })}
              </bdi>
            </span>{' '}
            {[
              ...fir.sections.map((one) => sectionName(words, charges.acts, one)),
              fir.otherSections,
            ]
              .filter(Boolean)
              .join(comma)}{' '}
            {charges.mayDecide && (
              <Button size="compact-sm" variant="subtle" onClick={() => edit(fir)}>
                {t('charges.fir.change')}
                <span className={styles.srOnly}> {fir.number}</span>
              </Button>
            )}
          </p>
        ))}
        {charges.mayDecide && (
          <Button variant="default" onClick={() => edit('new')}>
            {t('charges.record-fir')}
          </Button>
        )}
      </div>
      <Answers caseId={caseId} charges={charges} />
      {editing && (
        <FirForm
          caseId={caseId}
          charges={charges}
          fir={editing === 'new' ? undefined : editing}
          close={() => edit(undefined)}
        />
      )}
    </Card>
  )
}

function Answers({ caseId, charges }: { caseId: string; charges: Charges }) {
  const words = useWords()
  const { t } = words
  const { send } = useSend((id: string) => api.delete(`${chargesUrl(caseId)}/answers/${id}`), {
    refresh: [`/api/cases/${caseId}`],
  })
  const answers = charges.statements.filter((one) => one.from === 'answer')
  if (answers.length === 0) return null
  return (
    <div className={styles.answers}>
      <h3>{t('charges.answers')}</h3>
      <ul>
        {answers.map((one) => (
          <li key={one.id}>
            {t(one.says === 'no' ? 'charges.was-ruled-out' : 'charges.was-found', {
              fact: t(`charges.fact.${one.fact}`),
            })}{' '}
            ({restsOnText(words, one)}) <bdi className={styles.what}>{one.words}</bdi>{' '}
            {charges.mayDecide && (
              <ConfirmButton
                title={t('charges.withdraw')}
                what={t('charges.withdraw.what')}
                confirm={t('charges.withdraw')}
                onConfirm={() => send(one.id)}
              >
                {t('charges.withdraw')}
              </ConfirmButton>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function FirForm({
  caseId,
  charges,
  fir,
  close,
}: {
  caseId: string
  charges: Charges
  fir: FirView | undefined
  close: () => void
}) {
  const words = useWords()
  const { t, pick } = words
  const [form, setForm] = useState({
    number: fir?.number ?? '',
    station: fir?.station ?? '',
    registeredOn: fir?.registeredOn ?? '',
    sections: fir?.sections ?? [],
    otherSections: fir?.otherSections ?? '',
  })
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const url = `${chargesUrl(caseId)}/firs`
  const { send, busy, problem } = useSend(
    () =>
      fir ? api.put(`${url}/${fir.id}`, { ...form, version: fir.version }) : api.post(url, form),
    { refresh: [`/api/cases/${caseId}`], done: close },
  )
  return (
    <Modal
      opened
      onClose={close}
      closeButtonProps={{ 'aria-label': t('work.close') }}
      title={t('charges.record-fir')}
      size="lg"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Stack>
          <Field
            name="number"
            label={t('charges.fir.number')}
            hint={t('charges.fir.number.hint')}
            problem={problem}
            required
          >
            <TextInput
              maxLength={60}
              required
              value={form.number}
              onChange={(event) => set({ number: event.currentTarget.value })}
            />
          </Field>
          <Field name="station" label={t('charges.fir.station')} problem={problem} required>
            <TextInput
              maxLength={200}
              required
              value={form.station}
              onChange={(event) => set({ station: event.currentTarget.value })}
            />
          </Field>
          <Field name="registeredOn" label={t('charges.fir.on')} problem={problem} required>
            <TextInput
              type="date"
              max={charges.asOn}
              required
              value={form.registeredOn}
              onChange={(event) => set({ registeredOn: event.currentTarget.value })}
            />
          </Field>
          <Field
            name="sections"
            label={t('charges.fir.sections')}
            hint={t('charges.fir.sections.hint')}
            problem={problem}
          >
            <MultiSelect
              searchable
              data={charges.sections.map((one) => ({
                value: one.cited,
                label: `${sectionName(words, charges.acts, one.cited)}: ${pick(one.heading)}`,
              }))}
              value={form.sections}
              onChange={(sections) => set({ sections })}
              nothingFoundMessage={t('charges.fir.section-not-held')}
            />
          </Field>
          <Field
            name="otherSections"
            label={t('charges.fir.other')}
            hint={t('charges.fir.other.hint')}
            problem={problem}
          >
            <TextInput
              maxLength={400}
              value={form.otherSections}
              onChange={(event) => set({ otherSections: event.currentTarget.value })}
            />
          </Field>
          <ErrorNote problem={problem} />
          <div>
            <Button type="submit" loading={busy}>
              {t('charges.fir.save')}
            </Button>
          </div>
        </Stack>
      </form>
    </Modal>
  )
}
