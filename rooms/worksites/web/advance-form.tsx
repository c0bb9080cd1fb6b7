import { Button } from '@mantine/core'
import { useState } from 'react'
import { dayInPakistan } from '../../../core/days.ts'
import { api, type ProblemError } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { asCount, CodeField, TextField, WordsField } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { entryKinds, isWage, sides } from '../advance.ts'
import { wageUnits } from '../wage.ts'
import type { FullFamily } from './answers.ts'
import { ChoiceField, DayField } from './fields.tsx'
import styles from './worksites.module.css'

interface EntryTyped {
  side: string
  kind: string
  rupees: string
  on: string
  fromOn: string
  unit: string
  amount: string
  saidBy: string
  words: string
}
const empty: EntryTyped = {
  side: '',
  kind: '',
  rupees: '',
  on: '',
  fromOn: '',
  unit: '',
  amount: '',
  saidBy: '',
  words: '',
}

/** The statements as typed, in one list, and what goes to the server of them. */
function useEntries() {
  const [entries, setEntries] = useState<EntryTyped[]>([empty])
  const [saidOn, setSaidOn] = useState(dayInPakistan(new Date()))
  const body = () =>
    entries.map(({ fromOn, unit, amount, ...one }) => ({
      ...one,
      work:
        isWage(one.kind) && (fromOn || unit || amount)
          ? { fromOn, unit, amount: asCount(amount) }
          : null,
      rupees: asCount(one.rupees),
      saidOn,
      words: one.words || null,
    }))
  return { entries, setEntries, saidOn, setSaidOn, body }
}

/** A debt and the first statements about it, in one form. */
export function AdvanceForm({ family, close }: { family: FullFamily; close: () => void }) {
  const { t } = useWords()
  const [begunOn, setBegunOn] = useState('')
  const [partyId, setPartyId] = useState('')
  const told = useEntries()
  const { send, busy, problem } = useSend(
    () =>
      api.post(`/api/worksites/families/${family.id}/advances`, {
        begunOn,
        partyId: partyId || null,
        entries: told.body(),
      }),
    { refresh: ['/api/worksites'], done: close },
  )
  return (
    <FormModal
      title={t('worksites.advance.add')}
      close={close}
      submit={send}
      busy={busy}
      problem={problem}
    >
      <div className={styles.pair}>
        <ChoiceField
          name="partyId"
          label={t('worksites.advance.giver')}
          hint={t('worksites.advance.giver.hint')}
          choices={family.parties.map((one) => ({
            value: one.id,
            label: `${one.name} (${t(`worksites.party.${one.role}`)})`,
          }))}
          value={partyId}
          set={setPartyId}
          problem={problem}
        />
        <DayField
          name="begunOn"
          label={t('worksites.advance.begun-on')}
          value={begunOn}
          set={setBegunOn}
          problem={problem}
          required
        />
      </div>
      <EntryFields told={told} problem={problem} />
    </FormModal>
  )
}

/** More statements about a debt. */
export function EntriesForm({ advanceId, close }: { advanceId: string; close: () => void }) {
  const { t } = useWords()
  const told = useEntries()
  const { send, busy, problem } = useSend(
    () => api.post(`/api/worksites/advances/${advanceId}/entries`, { entries: told.body() }),
    { refresh: ['/api/worksites'], done: close },
  )
  return (
    <FormModal
      title={t('worksites.entry.add')}
      close={close}
      submit={send}
      busy={busy}
      problem={problem}
    >
      <EntryFields told={told} problem={problem} />
    </FormModal>
  )
}

function EntryFields({
  told: { entries, setEntries, saidOn, setSaidOn },
  problem,
}: {
  told: ReturnType<typeof useEntries>
  problem: ProblemError | undefined
}) {
  const { t, number } = useWords()
  return (
    <>
      <DayField
        name="entries.0.saidOn"
        label={t('worksites.said-on')}
        value={saidOn}
        set={setSaidOn}
        problem={problem}
        required
      />
      {entries.map((one, i) => {
        const field = (key: keyof EntryTyped, name: string = key) => ({
          name: `entries.${i}.${name}`,
          problem,
          value: one[key],
          set: (value: string) =>
            setEntries((before) => before.map((e, j) => (j === i ? { ...e, [key]: value } : e))),
        })
        return (
          <fieldset key={i} className={styles.entry}>
            <legend>{t('worksites.entry-n', { n: number(i + 1) })}</legend>
            <div className={styles.stack}>
              <div className={styles.pair}>
                <CodeField
                  {...field('side')}
                  label={t('worksites.side')}
                  codes={sides}
                  words="worksites.side"
                  required
                />
                <TextField {...field('saidBy')} label={t('worksites.said-by')} required />
              </div>
              <CodeField
                {...field('kind')}
                label={t('worksites.entry.kind')}
                codes={entryKinds}
                words="worksites.entry"
                required
              />
              <div className={styles.pair}>
                <TextField
                  {...field('rupees')}
                  label={t('worksites.rupees-in')}
                  inputMode="numeric"
                  dir="ltr"
                  most={14}
                  required
                />
                <DayField
                  {...field('on')}
                  label={t('worksites.entry.on')}
                  hint={t('worksites.entry.on.hint')}
                  required
                />
              </div>
              {isWage(one.kind) && (
                <fieldset className={styles.entry}>
                  <legend>{t('worksites.work')}</legend>
                  <p className={styles.small}>{t('worksites.work.hint')}</p>
                  <div className={styles.pair}>
                    <DayField
                      {...field('fromOn', 'work.fromOn')}
                      label={t('worksites.work.from-on')}
                      hint={t('worksites.work.from-on.hint')}
                    />
                    <CodeField
                      {...field('unit', 'work.unit')}
                      label={t('worksites.work.unit')}
                      codes={wageUnits}
                      words="worksites.work.unit"
                    />
                    <TextField
                      {...field('amount', 'work.amount')}
                      label={t('worksites.work.how-many')}
                      inputMode="numeric"
                      dir="ltr"
                      most={12}
                    />
                  </div>
                </fieldset>
              )}
              <WordsField {...field('words')} label={t('worksites.words')} />
              {entries.length > 1 && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  onClick={() => setEntries((before) => before.filter((_, j) => j !== i))}
                >
                  {t('work.remove')}
                </Button>
              )}
            </div>
          </fieldset>
        )
      })}
      <Button
        variant="default"
        onClick={() =>
          setEntries((before) => {
            const { side = '', saidBy = '' } = before.at(-1) ?? {}
            return [...before, { ...empty, side, saidBy }]
          })
        }
      >
        {t('worksites.entry.another')}
      </Button>
    </>
  )
}
