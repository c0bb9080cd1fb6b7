import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { Field, useUnsaved } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { dayInPakistan } from '../dates.ts'
import { type Certainty, certainties, type Fact, restings } from '../facts.ts'
import type { AllegationView } from '../views.ts'
import styles from './cases.module.css'
import { FormDrawer } from './dialog.tsx'
import { FactPicker } from './fact-picker.tsx'
import { useOpenedCase } from './opened-case.tsx'

const somebodyElse = 'else'

/** Writes down what somebody said, or corrects an earlier entry by a later one. */
export function AllegationForm({
  corrects,
  onClose,
}: {
  corrects?: AllegationView
  onClose: () => void
}) {
  const { t } = useWords()
  const { id, persons } = useOpenedCase()
  const [typed, setTyped] = useState({
    fact: corrects?.fact ?? ('' as Fact | ''),
    accusedId: corrects?.accusedId ?? '',
    victimId: corrects?.victimId ?? '',
    saidBy: corrects?.saidByPersonId ?? (corrects?.saidByWords ? somebodyElse : ''),
    saidByWords: corrects?.saidByWords ?? '',
    restsOn: corrects?.restsOn ?? '',
    certainty: corrects?.certaintyBefore ?? ('said' as Certainty),
    saidOn: corrects?.saidOn ?? '',
    words: corrects?.words ?? '',
    correctionWords: '',
  })
  const [touched, setTouched] = useState(false)
  const [noFact, setNoFact] = useState(false)
  useUnsaved(touched)
  const change = (next: Partial<typeof typed>) => {
    setTyped({ ...typed, ...next })
    setTouched(true)
  }
  const url = `/api/cases/${id}/allegations`
  const { send, busy, problem } = useSend(
    () => {
      const { saidBy, correctionWords, ...rest } = typed
      const known = saidBy !== '' && saidBy !== somebodyElse
      const body = {
        ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, value || null])),
        saidByPersonId: known ? saidBy : null,
        saidByWords: known ? null : rest.saidByWords || null,
      }
      return corrects
        ? api.post(`${url}/${corrects.id}/correct`, { ...body, correctionWords })
        : api.post(url, body)
    },
    { refresh: [`/api/cases/${id}`], done: onClose },
  )
  const submit = () => {
    setNoFact(!typed.fact)
    return typed.fact ? send() : undefined
  }
  const people = (role?: 'victim' | 'accused') =>
    persons
      .filter((person) => !role || person.roles.includes(role))
      .map((person) => ({
        value: person.id,
        label: `${person.name ?? t('work.name-not-known')} (${person.roles.map((one) => t(`case-role.${one}`)).join(t('cases.comma'))})`,
      }))
  const none = { value: '', label: t('cases.allegation.nobody-named') }
  return (
    <FormDrawer
      title={t(corrects ? 'cases.allegation.correct' : 'cases.allegation.add')}
      opened
      onClose={onClose}
      onSubmit={submit}
      problem={problem}
      busy={busy}
      submit={t('work.save')}
    >
      <FactPicker
        value={typed.fact}
        error={noFact && !typed.fact ? t('cases.fact.missing') : undefined}
        onChange={(fact) => change({ fact })}
      />
      <div className={styles.pair}>
        <Field name="accusedId" label={t('cases.allegation.who-did')} problem={problem}>
          <NativeSelect
            value={typed.accusedId}
            onChange={(event) => change({ accusedId: event.currentTarget.value })}
            data={[none, ...people('accused')]}
          />
        </Field>
        <Field name="victimId" label={t('cases.allegation.to-whom')} problem={problem}>
          <NativeSelect
            value={typed.victimId}
            onChange={(event) => change({ victimId: event.currentTarget.value })}
            data={[none, ...people('victim')]}
          />
        </Field>
      </div>
      <Field
        name="words"
        label={t('cases.allegation.words')}
        hint={t('cases.allegation.words.hint')}
        problem={problem}
      >
        <Textarea
          autosize
          minRows={3}
          maxRows={16}
          dir="auto"
          maxLength={100_000}
          value={typed.words}
          onChange={(event) => change({ words: event.currentTarget.value })}
        />
      </Field>
      <div className={styles.pair}>
        <Field name="saidBy" label={t('cases.allegation.who-said')} problem={problem} required>
          <NativeSelect
            value={typed.saidBy}
            onChange={(event) => change({ saidBy: event.currentTarget.value })}
            data={[
              { value: '', label: t('work.choose') },
              ...people(),
              { value: somebodyElse, label: t('cases.allegation.somebody-else') },
            ]}
          />
        </Field>
        <Field name="saidOn" label={t('cases.allegation.said-on')} problem={problem}>
          <TextInput
            type="date"
            max={dayInPakistan(new Date())}
            value={typed.saidOn}
            onChange={(event) => change({ saidOn: event.currentTarget.value })}
          />
        </Field>
      </div>
      {typed.saidBy === somebodyElse && (
        <Field
          name="saidByWords"
          label={t('cases.allegation.who-said.words')}
          problem={problem}
          required
        >
          <TextInput
            dir="auto"
            maxLength={300}
            value={typed.saidByWords}
            onChange={(event) => change({ saidByWords: event.currentTarget.value })}
          />
        </Field>
      )}
      <div className={styles.pair}>
        <Field name="restsOn" label={t('cases.allegation.what-rests')} problem={problem} required>
          <NativeSelect
            value={typed.restsOn}
            onChange={(event) =>
              change({ restsOn: event.currentTarget.value as typeof typed.restsOn })
            }
            data={[
              { value: '', label: t('work.choose') },
              ...restings.map((value) => ({ value, label: t(`resting.${value}`) })),
            ]}
          />
        </Field>
        <Field
          name="certainty"
          label={t('cases.allegation.how-sure')}
          hint={t(`certainty.${typed.certainty}.means`)}
          problem={problem}
          required
        >
          <NativeSelect
            value={typed.certainty}
            onChange={(event) => change({ certainty: event.currentTarget.value as Certainty })}
            data={certainties
              .filter((one) => one !== 'disputed')
              .map((value) => ({ value, label: t(`certainty.${value}`) }))}
          />
        </Field>
      </div>
      {corrects && (
        <Field
          name="correctionWords"
          label={t('cases.allegation.why')}
          hint={t('cases.allegation.why.hint')}
          problem={problem}
          required
        >
          <Textarea
            autosize
            minRows={2}
            dir="auto"
            maxLength={10_000}
            value={typed.correctionWords}
            onChange={(event) => change({ correctionWords: event.currentTarget.value })}
          />
        </Field>
      )}
    </FormDrawer>
  )
}
