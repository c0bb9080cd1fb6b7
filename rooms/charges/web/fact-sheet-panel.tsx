import { NativeSelect, Select, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { Card, ErrorNote, Field, Tag } from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { nameOf } from '../wording.ts'
import styles from './charges.module.css'
import { factGroups } from './fact-groups.ts'
import type { Charges } from './types.ts'

/** The fact sheet of the case: what is known in each part, and a line to type what is told. */
export function FactSheetPanel({ caseId, charges }: { caseId: string; charges: Charges }) {
  const words = useWords()
  const { t, date } = words
  const { has } = useSession()
  const known = new Map<string, number>()
  for (const one of charges.statements)
    if (one.says === 'yes') known.set(one.fact, (known.get(one.fact) ?? 0) + 1)
  const { from, until } = charges.conduct
  const place = charges.provinces.map((one) => t(`charges.province.${one}`))
  return (
    <Card title={t('charges.sheet')}>
      <dl className={styles.sheet}>
        <dt>{t('charges.sheet.when')}</dt>
        <dd>
          {from || until
            ? t('charges.sheet.span', {
                from: from ? date(from) : t('charges.sheet.not-known'),
                until: until ? date(until) : t('charges.sheet.open-end'),
              })
            : t('charges.sheet.not-known')}
          {place.length > 0 && ` · ${place.join(t('charges.list-comma'))}`}
        </dd>
        {Object.entries(factGroups).map(([group, codes]) => {
          const found = codes.filter((one) => known.has(one))
          return (
            <div key={group} className={styles.sheetRow}>
              <dt>{t(`charges.sheet.${group}`)}</dt>
              <dd>
                {found.length === 0 && (
                  <span className={styles.grade}>{t('charges.sheet.not-known')}</span>
                )}
                {found.map((one) => (
                  <Tag key={one} tone="met">
                    {t(`charges.fact.${one}`)}
                  </Tag>
                ))}
              </dd>
            </div>
          )
        })}
      </dl>
      {charges.mayDecide && has('investigator', 'supervisor') && (
        <QuickLine caseId={caseId} charges={charges} />
      )}
    </Card>
  )
}

/**
 * Typed as fast as it is told: who speaks and of whom is chosen once, then a few letters and Enter
 * for each thing said. What would decide most stands first in the list.
 */
function QuickLine({ caseId, charges }: { caseId: string; charges: Charges }) {
  const words = useWords()
  const { t } = words
  const input = useRef<HTMLInputElement>(null)
  const accused = charges.people.filter((one) => one.roles.includes('accused'))
  const victims = charges.people.filter((one) => one.roles.includes('victim'))
  const [told, setTold] = useState({
    accusedId: accused.length === 1 ? accused[0]!.id : '',
    victimId: victims.length === 1 ? victims[0]!.id : '',
    saidByWords: '',
    restsOn: 'statement',
    saidOn: charges.asOn,
  })
  const set = (part: Partial<typeof told>) => setTold({ ...told, ...part })
  const [sought, seek] = useState('')
  const { send, busy, problem } = useSend(
    (fact: string) =>
      api.post(`/api/cases/${caseId}/allegations`, {
        fact,
        accusedId: told.accusedId || null,
        victimId: told.victimId || null,
        saidByWords: told.saidByWords,
        restsOn: told.restsOn,
        certainty: 'said',
        saidOn: told.saidOn,
      }),
    {
      refresh: [`/api/cases/${caseId}`],
      done: () => {
        seek('')
        input.current?.focus()
      },
    },
  )
  const asked = charges.questions.flatMap((one) => one.facts)
  const all = Object.values(factGroups).flat()
  const inOrder = [...new Set([...asked.filter((one) => all.includes(one)), ...all])]
  const people = (list: Charges['people'], nobody: string) => [
    { value: '', label: t(nobody) },
    ...list.map((one) => ({ value: one.id, label: nameOf(words, charges.people, one.id) })),
  ]
  return (
    <div className={styles.noPrint}>
      <div className={styles.filters}>
        <Field name="saidByWords" label={t('charges.sheet.said-by')} problem={problem} required>
          <TextInput
            maxLength={200}
            value={told.saidByWords}
            onChange={(event) => set({ saidByWords: event.currentTarget.value })}
          />
        </Field>
        <NativeSelect
          label={t('charges.answer.rests-on')}
          data={['statement', 'document', 'chat', 'observation', 'medical', 'report', 'other'].map(
            (one) => ({ value: one, label: t(`charges.rests-on.${one}`) }),
          )}
          value={told.restsOn}
          onChange={(event) => set({ restsOn: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('charges.sheet.who-did')}
          data={people(accused, 'charges.sheet.nobody-named')}
          value={told.accusedId}
          onChange={(event) => set({ accusedId: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('charges.sheet.to-whom')}
          data={people(victims, 'charges.sheet.nobody-named')}
          value={told.victimId}
          onChange={(event) => set({ victimId: event.currentTarget.value })}
        />
      </div>
      <Select
        ref={input}
        searchable
        selectFirstOptionOnChange
        label={t('charges.sheet.what')}
        description={t('charges.sheet.what.hint')}
        data={inOrder.map((one) => ({ value: one, label: t(`charges.fact.${one}`) }))}
        value={null}
        searchValue={sought}
        onSearchChange={seek}
        disabled={busy}
        error={told.saidByWords.trim() === '' && sought ? t('charges.sheet.say-who') : undefined}
        onChange={(fact) => {
          if (fact && told.saidByWords.trim() !== '') void send(fact)
        }}
        nothingFoundMessage={t('charges.sheet.no-such-fact')}
      />
      <ErrorNote problem={problem} />
    </div>
  )
}
