import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import { useCase } from '../../../web/workspace/case-context.tsx'
import {
  DisabledReason,
  EmptyState,
  ErrorNote,
  Loading,
  Notice,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { nameOf, sectionName } from '../wording.ts'
import styles from './charges.module.css'
import { Considered } from './considered.tsx'
import { DecideForm, type DecideOn } from './decide-form.tsx'
import { FactSheetPanel } from './fact-sheet-panel.tsx'
import { FirPanel } from './fir-panel.tsx'
import { GapAlert } from './gap-alert.tsx'
import { InvestigationPanel } from './investigation-panel.tsx'
import { NextQuestions } from './next-questions.tsx'
import { RuleOutForm, type RuleOutOn } from './rule-out-form.tsx'
import { SectionTable } from './section-table.tsx'
import { SourceList } from './source-list.tsx'
import { sourcesOf } from './sources.ts'
import { type Charges, chargesUrl, type Proposal } from './types.ts'

/** What the law makes of the case's facts: section by section, element by element. */
export function ChargesTab() {
  const { id } = useCase()
  const { data, problem, loading, again } = useGet<Charges>(chargesUrl(id))
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return <ChargesOfCase caseId={id} charges={data} />
}

function ChargesOfCase({ caseId, charges }: { caseId: string; charges: Charges }) {
  const words = useWords()
  const { t } = words
  const [deciding, decide] = useState<DecideOn>()
  const [rulingOut, ruleOut] = useState<RuleOutOn>()
  const proposed = charges.proposals.filter(
    (one) => one.standing === 'proposed' && one.coveredBy === null,
  )
  const considered = charges.proposals.filter(
    (one) => one.standing === 'considered' || one.coveredBy !== null,
  )
  const accused = [...new Set(proposed.map((one) => one.accusedId))]
  const sources = sourcesOf(charges.statements)
  const mayDecide = charges.mayDecide && charges.sections.length > 0
  return (
    <div className={styles.page}>
      <h2 className={styles.srOnly}>{t('charges.tab')}</h2>
      <GapAlert caseId={caseId} charges={charges} />
      <ScreenFirst charges={charges} />
      <FactSheetPanel caseId={caseId} charges={charges} />
      {proposed.length === 0 && (
        <EmptyState
          title={t('charges.nothing-proposed')}
          action={<Link to={`/cases/${caseId}/incident`}>{t('charges.record-facts')}</Link>}
        >
          {t('charges.nothing-proposed.what-to-do')}
        </EmptyState>
      )}
      {accused.map((accusedId) => (
        <AgainstOne
          key={accusedId ?? 'unknown'}
          accusedId={accusedId}
          proposals={proposed.filter((one) => one.accusedId === accusedId)}
          charges={charges}
          sources={sources}
          onDecide={mayDecide ? decide : undefined}
          onRuleOut={mayDecide ? ruleOut : undefined}
        />
      ))}
      <p className={styles.advice}>{t('charges.advice')}</p>
      <div className={styles.buttons}>
        <DisabledReason reason={mayDecide ? undefined : t('charges.not-yours-to-decide')}>
          <Button onClick={() => decide({ proposal: proposed[0] })}>
            {t('charges.record-decision')}
          </Button>
        </DisabledReason>
        <Button component={Link} to={`/charges/${caseId}/evidence-plan`} variant="default">
          {t('charges.evidence-plan')}
        </Button>
        <Button variant="default" onClick={() => window.print()}>
          {t('charges.print')}
        </Button>
      </div>
      <SourceList caseId={caseId} charges={charges} sources={sources} />
      <InvestigationPanel caseId={caseId} charges={charges} sources={sources} />
      <FirPanel caseId={caseId} charges={charges} />
      <NextQuestions caseId={caseId} charges={charges} />
      <Considered charges={charges} sources={sources} proposals={considered} />
      {deciding && (
        <DecideForm
          caseId={caseId}
          charges={charges}
          on={deciding}
          close={() => decide(undefined)}
        />
      )}
      {rulingOut && (
        <RuleOutForm
          caseId={caseId}
          charges={charges}
          on={rulingOut}
          close={() => ruleOut(undefined)}
        />
      )}
    </div>
  )
}

const gapsIn = (one: Proposal) => one.elements.filter((element) => element.value !== 'yes').length

/** The sections against one person: what is met or one fact away, and the rest on demand. */
function AgainstOne({
  accusedId,
  proposals,
  ...acting
}: { accusedId: string | null; proposals: Proposal[] } & Omit<
  Parameters<typeof SectionTable>[0],
  'proposals'
>) {
  const words = useWords()
  const near = proposals.filter((one) => gapsIn(one) <= 1)
  const far = proposals.filter((one) => gapsIn(one) > 1)
  return (
    <section className={styles.person}>
      <h3>
        {words.t('charges.against', { who: nameOf(words, acting.charges.people, accusedId) })}
      </h3>
      {near.length > 0 && <SectionTable proposals={near} {...acting} />}
      {far.length > 0 && (
        <details className={styles.considered} open={near.length === 0 || undefined}>
          <summary>{words.t('charges.need-more', { count: far.length })}</summary>
          <SectionTable proposals={far} {...acting} />
        </details>
      )}
    </section>
  )
}

/** Section 6 and its limits, said before anybody who may be a victim is charged. */
function ScreenFirst({ charges }: { charges: Charges }) {
  const words = useWords()
  const { t, lang } = words
  const { screenFirst, neverAgainstVictims, sectionSix } = charges.nonPunishment
  const victims = charges.people.some((one) => one.roles.includes('victim'))
  if (screenFirst.length === 0 && !victims) return null
  const names = screenFirst
    .map((one) => nameOf(words, charges.people, one))
    .join(lang === 'ur' ? '، ' : ', ')
  const never = neverAgainstVictims
    .map((one) => sectionName(words, charges.acts, one))
    .join(lang === 'ur' ? '، ' : ', ')
  return (
    <Notice
      tone={screenFirst.length > 0 ? 'danger' : 'neutral'}
      title={
        screenFirst.length > 0
          ? t('charges.screen-first', { who: names })
          : t('charges.non-punishment')
      }
    >
      {t(sectionSix === 'no' ? 'charges.section-six.not-then' : 'charges.section-six.limits', {
        never,
      })}
    </Notice>
  )
}
