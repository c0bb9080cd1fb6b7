import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  Card,
  EmptyState,
  ErrorNote,
  Field,
  Loading,
  Tag,
  type Tone,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { type Certainty, factKinds, facts } from '../facts.ts'
import type { AllegationView } from '../views.ts'
import { AllegationForm } from './allegation-form.tsx'
import styles from './cases.module.css'
import { FormDrawer } from './dialog.tsx'
import { useOpenedCase } from './opened-case.tsx'

type Doing = { what: 'add' } | { what: 'correct' | 'dispute'; one: AllegationView }

/** What is alleged, by kind of fact; each with who said it, how sure it is and what it rests on. */
export function Allegations({ may }: { may: boolean }) {
  const { t } = useWords()
  const { id } = useOpenedCase()
  const { data, problem, loading, again } = useGet<AllegationView[]>(`/api/cases/${id}/allegations`)
  const [doing, setDoing] = useState<Doing>()
  const add = (
    <Button variant="default" onClick={() => setDoing({ what: 'add' })}>
      {t('cases.allegation.add')}
    </Button>
  )
  const current = (data ?? []).filter((one) => !one.supersededById)
  return (
    <Card>
      <div className={styles.between}>
        <h2>{t('cases.allegations')}</h2>
        {may && current.length > 0 && <div className={styles.noPrint}>{add}</div>}
      </div>
      <p className={styles.small}>{t('cases.allegations.what')}</p>
      {loading && <Loading />}
      <ErrorNote problem={problem} again={again} />
      {data && current.length === 0 && (
        <EmptyState title={t('cases.allegations.none')} action={may ? add : undefined}>
          {t('cases.allegations.none.text')}
        </EmptyState>
      )}
      {factKinds.map((kind) => {
        const group = current.filter((one) => facts[one.fact].kind === kind)
        if (!group.length) return null
        return (
          <section key={kind} className={styles.group}>
            <h3>{t(`fact-kind.${kind}`)}</h3>
            <ul className={styles.steps}>
              {group.map((one) => (
                <li key={one.id}>
                  <Allegation one={one} all={data ?? []} {...(may ? { onDo: setDoing } : {})} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
      {doing?.what === 'dispute' && (
        <DisputeForm one={doing.one} onClose={() => setDoing(undefined)} />
      )}
      {(doing?.what === 'add' || doing?.what === 'correct') && (
        <AllegationForm
          key={doing.what === 'add' ? 'add' : doing.one.id}
          {...(doing.what === 'correct' ? { corrects: doing.one } : {})}
          onClose={() => setDoing(undefined)}
        />
      )}
    </Card>
  )
}

const tones: Record<Certainty, Tone> = {
  disputed: 'partly',
  said: 'neutral',
  supported: 'neutral',
  documented: 'met',
  established: 'met',
}

function Allegation({
  one,
  all,
  onDo,
}: {
  one: AllegationView
  all: readonly AllegationView[]
  onDo?: (doing: Doing) => void
}) {
  const { t, date } = useWords()
  const { persons } = useOpenedCase()
  const nameOf = (id: string | null) =>
    id && (persons.find((person) => person.id === id)?.name ?? t('work.name-not-known'))
  const about = [
    one.accusedId && t('cases.allegation.by', { name: nameOf(one.accusedId) ?? '' }),
    one.victimId && t('cases.allegation.against', { name: nameOf(one.victimId) ?? '' }),
  ].filter((part) => part)
  const said = one.saidBy ?? nameOf(one.saidByPersonId) ?? t('work.not-known')
  return (
    <>
      <div className={styles.between}>
        <div>
          <span className={styles.fact}>{t(`fact.${one.fact}`)}</span>
          {about.length > 0 && (
            <div className={styles.soft}>
              <bdi>{about.join(t('cases.comma'))}</bdi>
            </div>
          )}
        </div>
        <Tag tone={tones[one.certainty]}>{t(`certainty.${one.certainty}`)}</Tag>
      </div>
      {one.words && (
        <p className={styles.story} dir="auto">
          {one.words}
        </p>
      )}
      <div className={styles.small}>
        <bdi>{t('cases.allegation.said-by', { name: said })}</bdi>
        {one.saidOn && ` · ${date(one.saidOn)}`} ·{' '}
        {t('cases.allegation.rests-on', { what: t(`resting.${one.restsOn}`) })}
      </div>
      {one.disputedAt && (
        <p className={styles.story} dir="auto">
          <span className={styles.small}>
            {t('cases.allegation.disputed', {
              on: date(one.disputedAt),
              before: t(`certainty.${one.certaintyBefore}`),
            })}{' '}
          </span>
          {one.disputeWords}
        </p>
      )}
      <Earlier one={one} all={all} />
      {onDo && (
        <div className={`${styles.row} ${styles.noPrint}`}>
          <button
            type="button"
            className={styles.link}
            onClick={() => onDo({ what: 'correct', one })}
          >
            {t('cases.allegation.correct')}
          </button>
          {!one.disputedAt && (
            <button
              type="button"
              className={styles.link}
              onClick={() => onDo({ what: 'dispute', one })}
            >
              {t('cases.allegation.dispute')}
            </button>
          )}
        </div>
      )}
    </>
  )
}

/** What this entry replaced: corrections can be read back to the first word. */
function Earlier({ one, all }: { one: AllegationView; all: readonly AllegationView[] }) {
  const { t, date } = useWords()
  const before: AllegationView[] = []
  for (let id = one.supersedesId; id; ) {
    const found = all.find((other) => other.id === id)
    if (!found) break
    before.push(found)
    id = found.supersedesId
  }
  if (!before.length) return null
  return (
    <details className={styles.small}>
      <summary>{t('cases.allegation.earlier', { count: before.length })}</summary>
      <p dir="auto">{t('cases.allegation.why-corrected', { words: one.correctionWords ?? '' })}</p>
      <ul>
        {before.map((old) => (
          <li key={old.id}>
            <span className={styles.replaced}>
              {t(`fact.${old.fact}`)} · {t(`certainty.${old.certaintyBefore}`)}
            </span>{' '}
            <bdi>{old.words}</bdi> · {date(old.addedAt)}
          </li>
        ))}
      </ul>
    </details>
  )
}

function DisputeForm({ one, onClose }: { one: AllegationView; onClose: () => void }) {
  const { t } = useWords()
  const { id } = useOpenedCase()
  const [words, setWords] = useState('')
  const { send, busy, problem } = useSend(
    () => api.post(`/api/cases/${id}/allegations/${one.id}/dispute`, { words }),
    { refresh: [`/api/cases/${id}`], done: onClose },
  )
  return (
    <FormDrawer
      title={t('cases.allegation.dispute')}
      opened
      onClose={onClose}
      onSubmit={send}
      problem={problem}
      busy={busy}
      submit={t('work.save')}
    >
      <p>
        <span className={styles.fact}>{t(`fact.${one.fact}`)}</span>
      </p>
      <Field
        name="words"
        label={t('cases.dispute.words')}
        hint={t('cases.dispute.words.hint')}
        problem={problem}
        required
      >
        <Textarea
          autosize
          minRows={4}
          maxRows={16}
          dir="auto"
          maxLength={10_000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </Field>
    </FormDrawer>
  )
}
