import { Button, MultiSelect, NativeSelect, Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  Card,
  EmptyState,
  ErrorNote,
  Loading,
  PageHead,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Text } from '../law.ts'
import {
  type Comparison,
  type PracticeAnswer,
  type PracticeCase,
  practiceAgencies,
  practiceForms,
  practiceScreenings,
} from '../practice/practice.ts'
import { sectionName } from '../wording.ts'
import styles from './charges.module.css'

interface Practice {
  cases: { key: string; story: Text }[]
  sections: { cited: string; heading: Text }[]
  acts: Record<string, { short: Text }>
}
type Told = Comparison & {
  expected: Pick<PracticeCase, 'screening' | 'form' | 'agency'>
  why: Text
  source: string
}

/** Published cases to practise on: nothing is kept, nobody is told. */
export function PracticeList() {
  const { t, pick, number } = useWords()
  const { data, problem, loading, again } = useGet<Practice>('/api/practice')
  return (
    <div className={styles.law}>
      <PageHead title={t('charges.practice')} sub={t('charges.practice.sub')} />
      {loading && <Loading />}
      <ErrorNote problem={problem} again={again} />
      <ol className={styles.stories}>
        {data?.cases.map((one, nth) => (
          <li key={one.key}>
            <Link to={`/practice/${one.key}`}>
              {t('charges.practice.case', { n: number(nth + 1) })}
            </Link>
            <p>{pick(one.story)}</p>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** Read, screen, charge, compare. */
export function PracticePage() {
  const { key = '' } = useParams()
  const { data, problem, loading, again } = useGet<Practice>('/api/practice')
  const { t } = useWords()
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  const at = data.cases.findIndex((one) => one.key === key)
  if (at < 0) return <EmptyState title={t('problem.charges/no-such-practice')} />
  return <PracticeOne key={key} practice={data} at={at} />
}

const first: PracticeAnswer = {
  screening: 'ask-more',
  form: 'insufficient',
  sections: [],
  agency: 'undecided',
}

function PracticeOne({ practice, at }: { practice: Practice; at: number }) {
  const words = useWords()
  const { t, pick, number } = words
  const { key, story } = practice.cases[at]!
  const next = practice.cases[at + 1]
  const [form, setForm] = useState<PracticeAnswer>(first)
  const [told, tell] = useState<Told>()
  const set = (part: Partial<PracticeAnswer>) => setForm({ ...form, ...part })
  const { send, busy, problem } = useSend(
    () => api.post<Told>(`/api/practice/${key}/compare`, form),
    { done: tell },
  )
  return (
    <div className={styles.law}>
      <PageHead
        crumbs={[{ label: t('charges.practice'), to: '/practice' }]}
        title={t('charges.practice.case', { n: number(at + 1) })}
      />
      <p className={styles.story}>{pick(story)}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Stack>
          <Radio.Group
            label={t('charges.practice.screening')}
            value={form.screening}
            onChange={(value) => set({ screening: value as PracticeAnswer['screening'] })}
          >
            <Stack gap="xs" mt="xs">
              {practiceScreenings.map((one) => (
                <Radio key={one} value={one} label={t(`charges.practice.screening.${one}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <NativeSelect
            label={t('charges.practice.form')}
            data={practiceForms.map((one) => ({
              value: one,
              label: t(`charges.practice.form.${one}`),
            }))}
            value={form.form}
            onChange={(event) => set({ form: event.currentTarget.value as PracticeAnswer['form'] })}
          />
          <MultiSelect
            searchable
            label={t('charges.practice.sections')}
            description={t('charges.fir.sections.hint')}
            data={practice.sections.map((one) => ({
              value: one.cited,
              label: `${sectionName(words, practice.acts, one.cited)}: ${pick(one.heading)}`,
            }))}
            value={form.sections}
            onChange={(sections) => set({ sections })}
          />
          <NativeSelect
            label={t('charges.who-investigates')}
            data={practiceAgencies.map((one) => ({
              value: one,
              label: t(`charges.agency.${one}`),
            }))}
            value={form.agency}
            onChange={(event) =>
              set({ agency: event.currentTarget.value as PracticeAnswer['agency'] })
            }
          />
          <ErrorNote problem={problem} />
          <div className={styles.buttons}>
            <Button type="submit" loading={busy}>
              {t('charges.practice.compare')}
            </Button>
            {next && (
              <Button component={Link} to={`/practice/${next.key}`} variant="default">
                {t('charges.practice.next')}
              </Button>
            )}
          </div>
        </Stack>
      </form>
      <div aria-live="polite">{told && <Compared told={told} practice={practice} />}</div>
    </div>
  )
}

function Compared({ told, practice }: { told: Told; practice: Practice }) {
  const words = useWords()
  const { t, pick } = words
  const rows = [
    ['screening', told.screening, t(`charges.practice.screening.${told.expected.screening}`)],
    ['form', told.form, t(`charges.practice.form.${told.expected.form}`)],
    ['agency', told.agency, t(`charges.agency.${told.expected.agency}`)],
  ] as const
  const lists = [
    ['found', 'met'],
    ['missed', 'partly'],
    ['wrong', 'danger'],
    ['beyond', 'neutral'],
  ] as const
  return (
    <Card title={t('charges.practice.compared')}>
      <ul className={styles.plainList}>
        {rows.map(([name, right, expected]) => (
          <li key={name}>
            <Tag tone={right ? 'met' : 'partly'}>
              {t(right ? 'charges.practice.as-expected' : 'charges.practice.otherwise')}
            </Tag>{' '}
            {t(`charges.practice.${name}`)}: <b>{expected}</b>
          </li>
        ))}
        {lists.map(([name, tone]) =>
          told[name].length === 0 ? null : (
            <li key={name}>
              <Tag tone={tone}>{t(`charges.practice.${name}`)}</Tag>{' '}
              {told[name]
                .map((one) => sectionName(words, practice.acts, one))
                .join(t('charges.list-comma'))}
            </li>
          ),
        )}
      </ul>
      <p>
        <b>{t('charges.practice.why')}</b> {pick(told.why)}
      </p>
      <p className={styles.grade}>
        {t('charges.practice.source')} <bdi>{told.source}</bdi>
      </p>
    </Card>
  )
}
