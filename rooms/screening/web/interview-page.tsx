import { Button, Checkbox } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  Aside,
  DisabledReason,
  ErrorNote,
  Loading,
  Notice,
  PageHead,
  Tag,
  useUnsaved,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Outcome } from '../ilo-rule.ts'
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
import { isolated, outcomeTone } from './tones.ts'

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
  const { t, day, pick, dir } = useWords()
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
        title={<span dir={dir}>{t('screening.interview.title', { name: isolated(name) })}</span>}
        sub={t('screening.interview.sub', {
          set: t(`screening.set.${interview.set}`),
          at: day(interview.startedAt),
          by: pick(interview.startedBy),
        })}
        actions={
          <StateActions interview={interview} answering={answering} change={changing.send} />
        }
      />
      <SavedState answering={answering} outcome={result.outcome} />
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
        busy={changing.busy}
        at={query.get('at')}
      />
      <Neighbours parts={parts} part={part} go={go} />
      <Aside title={t('screening.so-far')}>
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

function SavedState({ answering, outcome }: { answering: Answering; outcome: Outcome }) {
  const { t } = useWords()
  return (
    <div className={styles.standing}>
      <p className={styles.saved} data-state={answering.state} role="status">
        <span aria-hidden>{{ saved: '✓', saving: '…', 'not-saved': '!' }[answering.state]}</span>{' '}
        {t(`screening.${answering.state}`)}{' '}
        {answering.state === 'not-saved' && (
          <Button variant="default" size="compact-sm" onClick={answering.saveNow}>
            {t('screening.save-now')}
          </Button>
        )}
      </p>
      <p className={styles.soFar}>
        {t('screening.so-far')}:{' '}
        <Tag tone={outcomeTone[outcome]}>{t(`screening.outcome.${outcome}`)}</Tag>
      </p>
    </div>
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
    <Button variant={primary ? 'filled' : 'default'} onClick={() => void change({ state })}>
      {t(label)}
    </Button>
  )
  if (interview.state === 'finished') return to('open', 'screening.reopen')
  if (interview.state === 'paused') return to('open', 'screening.resume', true)
  return (
    <>
      {to('paused', 'screening.pause')}
      <DisabledReason
        reason={answering.state === 'saved' ? undefined : t('screening.decide.unsaved')}
      >
        {to('finished', 'screening.finish')}
      </DisabledReason>
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
  const list = useRef<HTMLOListElement>(null)
  // On a phone the steps are one row that scrolls: the present one is brought into it.
  useEffect(() => {
    const here = list.current?.querySelector<HTMLElement>(`[data-part="${part}"]`)
    here?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [part])
  return (
    <nav aria-label={t('screening.steps')}>
      <ol className={styles.steps} ref={list}>
        {parts.map((one) => (
          <li key={one} data-part={one}>
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
  busy,
  at,
}: {
  part: Part
  interview: InterviewView
  answering: Answering
  result: ScreeningResult
  change: Change
  problem: Parameters<typeof SettingFields>[0]['problem']
  busy: boolean
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
    return (
      <VulnerabilityPart
        interview={interview}
        change={change}
        busy={busy}
        stuck={problem !== undefined}
        disabled={disabled}
      />
    )
  }
  if (part === 'decision') {
    return (
      <section>
        <h2 className={styles.sectionTitle}>{t('screening.history')}</h2>
        <div aria-live="polite">
          <History decisions={interview.decisions} requests={interview.requests} />
        </div>
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

/** Saved by themselves, one change after the other: each save needs the version that the last one made. */
function VulnerabilityPart({
  interview,
  change,
  busy,
  stuck,
  disabled,
}: {
  interview: InterviewView
  change: Change
  busy: boolean
  stuck: boolean
  disabled: boolean
}) {
  const { t } = useWords()
  const [chosen, setChosen] = useState<string[]>(interview.vulnerabilities)
  const saved = chosen.join() === interview.vulnerabilities.join()
  useUnsaved(!saved)
  useEffect(() => {
    if (saved || busy || stuck) return
    const timer = setTimeout(() => {
      void change({ vulnerabilities: chosen as Setting['vulnerabilities'] })
    }, 400)
    return () => clearTimeout(timer)
  }, [saved, busy, stuck, chosen, change])
  return (
    <section>
      <h2 className={styles.sectionTitle}>{t('screening.section.vulnerabilities')}</h2>
      <Checkbox.Group
        label={t('screening.section.vulnerabilities.text')}
        value={chosen}
        onChange={setChosen}
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
      {!disabled && (
        <p className={styles.small} role="status">
          {t(saved ? 'screening.saved' : stuck ? 'screening.not-saved' : 'screening.saving')}{' '}
          {stuck && !saved && (
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => void change({ vulnerabilities: chosen as Setting['vulnerabilities'] })}
            >
              {t('screening.save-now')}
            </Button>
          )}
        </p>
      )}
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
