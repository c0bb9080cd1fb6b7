import { Button, Checkbox } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  Aside,
  ErrorNote,
  Loading,
  Notice,
  PageHead,
  useUnsaved,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { questionsIn, type Section, sectionsFor } from '../interview.ts'
import { readScreening, type ScreeningResult } from '../screening.ts'
import type { InterviewView } from '../shapes.ts'
import { vulnerabilityCodes } from '../vulnerability.ts'
import { type Answering, useAnswering } from './answering.ts'
import { DecisionForm } from './decision-form.tsx'
import { History } from './history.tsx'
import { ResultPanel } from './result-panel.tsx'
import styles from './screening.module.css'
import { SectionQuestions } from './section.tsx'
import { type Setting, SettingFields } from './setting-fields.tsx'

type Part = 'setting' | Section | 'vulnerabilities' | 'decision'
type Change = (part: Partial<Setting & { state: InterviewView['state'] }>) => Promise<unknown>

export function InterviewPage() {
  const { interviewId } = useParams()
  const url = `/api/screening/interviews/${interviewId}`
  const { data, problem, loading, again } = useGet<InterviewView>(url)
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return <Interview key={data.id} interview={data} />
}

function Interview({ interview }: { interview: InterviewView }) {
  const { t, day, pick } = useWords()
  const [query, setQuery] = useSearchParams()
  const answering = useAnswering(interview)
  useUnsaved(answering.state !== 'saved')
  const result = useMemo(
    () =>
      readScreening(
        interview.set,
        new Map([...answering.answers].map(([id, one]) => [id, one.value])),
      ),
    [interview.set, answering.answers],
  )
  const changing = useSend(
    (part: Partial<Setting & { state: InterviewView['state'] }>) =>
      api.put<InterviewView>(`/api/screening/interviews/${interview.id}`, {
        ...settingOf(interview),
        state: interview.state,
        ...part,
        version: interview.version,
      }),
    {
      refresh: [
        `/api/screening/interviews/${interview.id}`,
        `/api/cases/${interview.caseId}/screening`,
      ],
    },
  )
  const parts: Part[] = ['setting', ...sectionsFor(interview.set), 'vulnerabilities', 'decision']
  const part = parts.find((one) => one === query.get('part')) ?? 'setting'
  const go = (to: Part) => setQuery({ part: to })
  const name = interview.person.name ?? t('work.name-not-known')
  return (
    <>
      <PageHead
        crumbs={[{ label: t('screening.title'), to: `/cases/${interview.caseId}/screening` }]}
        title={t('screening.interview.title', { name })}
        sub={t('screening.interview.sub', {
          set: t(`screening.set.${interview.set}`),
          at: day(interview.startedAt),
          by: pick(interview.startedBy),
        })}
        actions={
          <StateActions interview={interview} answering={answering} change={changing.send} />
        }
      />
      <SavedState answering={answering} />
      <StateNotice interview={interview} />
      <ErrorNote problem={changing.problem ?? answering.problem} />
      <Steps parts={parts} part={part} go={go} interview={interview} answering={answering} />
      <PartShown
        part={part}
        interview={interview}
        answering={answering}
        result={result}
        change={changing.send}
        problem={changing.problem}
        at={query.get('at')}
      />
      <Neighbours parts={parts} part={part} go={go} />
      <Aside title={t('screening.dimensions')}>
        <ResultPanel result={result} />
      </Aside>
    </>
  )
}

function settingOf({
  set,
  language,
  interpreter,
  othersPresent,
  companyWords,
  vulnerabilities,
}: InterviewView): Setting {
  return { set, language, interpreter, othersPresent, companyWords, vulnerabilities }
}

function SavedState({ answering }: { answering: Answering }) {
  const { t } = useWords()
  return (
    <p className={styles.saved} data-state={answering.state} role="status">
      <span aria-hidden>{{ saved: '✓', saving: '…', 'not-saved': '!' }[answering.state]}</span>{' '}
      {t(`screening.${answering.state}`)}{' '}
      {answering.state === 'not-saved' && (
        <Button variant="default" size="compact-sm" onClick={answering.saveNow}>
          {t('screening.save-now')}
        </Button>
      )}
    </p>
  )
}

function StateActions({
  interview,
  answering,
  change,
}: {
  interview: InterviewView
  answering: Answering
  change: Change
}) {
  const { t } = useWords()
  if (!interview.mayAnswer) return null
  const to = (state: InterviewView['state'], label: string, primary = false) => (
    <Button
      key={state}
      variant={primary ? 'filled' : 'default'}
      disabled={answering.state === 'saving'}
      onClick={() => void change({ state })}
    >
      {t(label)}
    </Button>
  )
  if (interview.state === 'finished') return to('open', 'screening.reopen')
  if (interview.state === 'paused') return to('open', 'screening.resume', true)
  return (
    <>
      {to('paused', 'screening.pause')}
      {to('finished', 'screening.finish')}
    </>
  )
}

function StateNotice({ interview }: { interview: InterviewView }) {
  const { t } = useWords()
  if (!interview.mayAnswer) return <Notice tone="neutral">{t('screening.read-only')}</Notice>
  if (interview.state === 'open') return null
  return (
    <Notice tone="neutral" title={t(`screening.${interview.state}.title`)}>
      {t(`screening.${interview.state}.text`)}
    </Notice>
  )
}

function Steps({
  parts,
  part,
  go,
  interview,
  answering,
}: {
  parts: readonly Part[]
  part: Part
  go: (to: Part) => void
  interview: InterviewView
  answering: Answering
}) {
  const { t } = useWords()
  return (
    <nav aria-label={t('screening.steps')}>
      <ol className={styles.steps}>
        {parts.map((one) => (
          <li key={one}>
            <button
              type="button"
              aria-current={one === part ? 'step' : undefined}
              onClick={() => go(one)}
            >
              {t(`screening.section.${one}`)}{' '}
              <Progress part={one} interview={interview} answering={answering} />
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Progress({
  part,
  interview,
  answering,
}: {
  part: Part
  interview: InterviewView
  answering: Answering
}) {
  const { t } = useWords()
  if (part === 'setting' || part === 'vulnerabilities' || part === 'decision') return null
  const asked = questionsIn(interview.set, part)
  const done = asked.filter((id) => answering.answers.has(id)).length
  return (
    <bdi className={styles.progress}>
      {t('screening.section.progress', { done, all: asked.length })}
    </bdi>
  )
}

function PartShown({
  part,
  interview,
  answering,
  result,
  change,
  problem,
  at,
}: {
  part: Part
  interview: InterviewView
  answering: Answering
  result: ScreeningResult
  change: Change
  problem: Parameters<typeof SettingFields>[0]['problem']
  at: string | null
}) {
  const { t } = useWords()
  const disabled = !interview.mayAnswer || interview.state !== 'open'
  if (part === 'setting') {
    return (
      <SettingPart
        key={interview.version}
        interview={interview}
        change={change}
        problem={problem}
        disabled={disabled}
      />
    )
  }
  if (part === 'vulnerabilities') {
    return <VulnerabilityPart interview={interview} change={change} disabled={disabled} />
  }
  if (part === 'decision') {
    return (
      <section>
        <h2 className={styles.sectionTitle}>{t('screening.history')}</h2>
        <History decisions={interview.decisions} requests={interview.requests} />
        <DecisionForm
          key={interview.decisions.length}
          interview={interview}
          result={result}
          answering={answering}
        />
      </section>
    )
  }
  return (
    <SectionQuestions
      key={part}
      interview={interview}
      section={part}
      answering={answering}
      disabled={disabled}
      at={at}
    />
  )
}

function SettingPart({
  interview,
  change,
  problem,
  disabled,
}: {
  interview: InterviewView
  change: Change
  problem: Parameters<typeof SettingFields>[0]['problem']
  disabled: boolean
}) {
  const { t } = useWords()
  const [setting, setSetting] = useState(() => settingOf(interview))
  return (
    <section>
      <h2 className={styles.sectionTitle}>{t('screening.section.setting')}</h2>
      <p className={styles.soft}>{t('screening.start.text')}</p>
      <SettingFields
        value={setting}
        change={(part) => setSetting({ ...setting, ...part })}
        problem={problem}
        disabled={disabled}
      />
      {!disabled && (
        <Button onClick={() => void change(setting)}>{t('screening.save-setting')}</Button>
      )}
    </section>
  )
}

function VulnerabilityPart({
  interview,
  change,
  disabled,
}: {
  interview: InterviewView
  change: Change
  disabled: boolean
}) {
  const { t } = useWords()
  return (
    <section>
      <h2 className={styles.sectionTitle} id="vulnerabilities-title">
        {t('screening.section.vulnerabilities')}
      </h2>
      <Checkbox.Group
        label={t('screening.section.vulnerabilities.text')}
        value={interview.vulnerabilities}
        onChange={(chosen) =>
          void change({ vulnerabilities: chosen as Setting['vulnerabilities'] })
        }
      >
        <div className={styles.choicesOfMany}>
          {vulnerabilityCodes.map((code) => (
            <Checkbox
              key={code}
              value={code}
              label={t(`screening.vulnerability.${code}`)}
              disabled={disabled}
            />
          ))}
        </div>
      </Checkbox.Group>
    </section>
  )
}

function Neighbours({
  parts,
  part,
  go,
}: {
  parts: readonly Part[]
  part: Part
  go: (to: Part) => void
}) {
  const { t } = useWords()
  const here = parts.indexOf(part)
  const [before, next] = [parts[here - 1], parts[here + 1]]
  return (
    <div className={styles.neighbours}>
      {before && (
        <Button variant="default" onClick={() => go(before)}>
          {t('screening.previous', { section: t(`screening.section.${before}`) })}
        </Button>
      )}
      {next && (
        <Button variant={next === 'decision' ? 'filled' : 'default'} onClick={() => go(next)}>
          {t('screening.next', { section: t(`screening.section.${next}`) })}
        </Button>
      )}
    </div>
  )
}
