import { Button } from '@mantine/core'
import { Fragment } from 'react'
import { Link } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import { Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { ElementFinding } from '../assess.ts'
import { penaltyText, sectionName } from '../wording.ts'
import styles from './charges.module.css'
import type { DecideOn } from './decide-form.tsx'
import type { ChangeView } from './law-changes.tsx'
import type { RuleOutOn } from './rule-out-form.tsx'
import { type Source, sourcesBehind } from './sources.ts'
import { ElementTag, FindingTag, LawGradeMark, ReportedChanges, sourceName } from './telling.tsx'
import type { Charges, DecisionView, Proposal } from './types.ts'

interface Acting {
  charges: Charges
  sources: Source[]
  onDecide: ((on: DecideOn) => void) | undefined
  onRuleOut: ((on: RuleOutOn) => void) | undefined
}

/** Section, elements, and what each element rests on; stacked on a phone. */
export function SectionTable({ proposals, ...acting }: Acting & { proposals: Proposal[] }) {
  const { t } = useWords()
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('charges.column.section')}</th>
          <th scope="col">{t('charges.column.elements')}</th>
          <th scope="col">{t('charges.column.rests-on')}</th>
        </tr>
      </thead>
      {proposals.map((one) => (
        <SectionRows key={`${one.cited} ${one.version}`} proposal={one} {...acting} />
      ))}
    </table>
  )
}

function SectionRows({ proposal, ...acting }: Acting & { proposal: Proposal }) {
  return (
    <tbody>
      {proposal.elements.map((element, at) => (
        <tr key={element.id}>
          {at === 0 && (
            <th scope="rowgroup" rowSpan={proposal.elements.length} className={styles.section}>
              <SectionCell proposal={proposal} {...acting} />
            </th>
          )}
          <td className={styles.element}>
            <ElementTag element={element} />
          </td>
          <td className={styles.rests}>
            <RestsOn element={element} proposal={proposal} {...acting} />
          </td>
        </tr>
      ))}
    </tbody>
  )
}

function SectionCell({ proposal, charges, onDecide }: Acting & { proposal: Proposal }) {
  const words = useWords()
  const { t, pick, date } = words
  const titles = charges.acts[proposal.act]?.sources ?? {}
  const changes = useGet<ChangeView[]>('/api/law/changes')
  const signed = changes.data?.find(
    (one) => one.state === 'signed' && one.cited === proposal.cited && one.key === proposal.version,
  )
  const standing = charges.decisions.find(
    (one) => one.stands && one.cited === proposal.cited && one.accusedId === proposal.accusedId,
  )
  return (
    <>
      <span className={styles.name}>
        <bdi>{sectionName(words, charges.acts, proposal.cited)}</bdi>
      </span>
      <span className={styles.heading}>{pick(proposal.heading)}</span>
      <span className={styles.finding}>
        <FindingTag finding={proposal.finding} />
      </span>
      <span className={styles.grade}>
        {penaltyText(words, proposal.penalty)} ·{' '}
        <LawGradeMark grade={proposal.grade} sources={proposal.sources} titles={titles} /> ·{' '}
        {signed?.asLawyer && signed.decidedBy && signed.decidedAt
          ? t('charges.reviewed-by', { by: pick(signed.decidedBy), on: date(signed.decidedAt) })
          : t('charges.no-lawyer-yet')}
      </span>
      {signed?.decidedAt && (
        <Link to={`/law/changes/${signed.id}`} className={styles.reported}>
          {t('charges.law.signed-since', { on: date(signed.decidedAt) })}
        </Link>
      )}
      {proposal.from && (
        <span className={styles.grade}>
          {t(proposal.fromUncertain ? 'charges.in-force-about' : 'charges.in-force-since', {
            on: date(proposal.from),
          })}
          {proposal.until && ` ${t('charges.in-force-until', { on: date(proposal.until) })}`}
          {proposal.bailable !== null &&
            ` · ${t(proposal.bailable ? 'charges.bailable' : 'charges.not-bailable')}`}
          {proposal.cognizable === false && ` · ${t('charges.not-cognizable')}`}
        </span>
      )}
      {proposal.straddles && <span className={styles.reported}>{t('charges.straddles')}</span>}
      {proposal.conflicts.map((conflict) => (
        <span key={conflict.about.en} className={styles.reported}>
          {t('charges.sources-differ', {
            about: pick(conflict.about),
            readings: conflict.readings.map((one) => pick(one.says)).join(t('charges.versus')),
          })}
        </span>
      ))}
      <ReportedChanges reported={proposal.reported} titles={titles} />
      <VictimsLine proposal={proposal} charges={charges} />
      {standing && <DecisionLine decision={standing} />}
      {standing && standing.lawVersion !== proposal.version && (
        <span className={styles.caution}>
          {t('charges.decided-on-other-text', { key: standing.lawVersion })}
        </span>
      )}
      {onDecide && (
        <Button
          size="compact-sm"
          variant="default"
          className={styles.decide}
          onClick={() => onDecide({ proposal })}
        >
          {t(standing ? 'charges.decide-again' : 'charges.decide')}
          <span className={styles.srOnly}> {sectionName(words, charges.acts, proposal.cited)}</span>
        </Button>
      )}
    </>
  )
}

/** For whom it is met, where there are several victims. */
function VictimsLine({ proposal, charges }: { proposal: Proposal; charges: Charges }) {
  const { t, number } = useWords()
  if (charges.people.filter((one) => one.roles.includes('victim')).length < 2) return null
  const met = proposal.victims.filter(
    (one) => one.finding === 'met' && one.coveredBy === null,
  ).length
  return (
    <span className={styles.grade}>
      {t('charges.for-victims', { met: number(met), all: number(proposal.victims.length) })}
    </span>
  )
}

export function DecisionLine({ decision }: { decision: DecisionView }) {
  const { t, date, pick } = useWords()
  return (
    <span className={styles.decision}>
      <Tag tone={decision.decision === 'charge' ? 'met' : 'neutral'}>
        {t(`charges.decision.${decision.decision}`)}
      </Tag>{' '}
      <span>{t('charges.decided-by', { who: pick(decision.by), on: date(decision.at) })}</span>
      <span className={styles.reasons}>
        <bdi>{decision.reasons}</bdi>
      </span>
    </span>
  )
}

function RestsOn({
  element,
  proposal,
  charges,
  sources,
  onRuleOut,
}: Acting & { element: ElementFinding; proposal: Proposal }) {
  const words = useWords()
  const { t, pick } = words
  return (
    <>
      <span className={styles.what}>{pick(element.text)}</span>
      {element.rule && (
        <span className={styles.fact}>
          {t('charges.by-rule', { rule: sectionName(words, charges.acts, element.rule) })}
        </span>
      )}
      <Statements ids={element.facts} charges={charges} sources={sources} />
      {element.value === 'yes' && element.certainty === 'said' && element.facts.length === 1 && (
        <span className={styles.caution}>{t('charges.one-word-only')}</span>
      )}
      {element.value !== 'yes' && (
        <Statements
          ids={element.unattributed}
          charges={charges}
          sources={sources}
          lead={t('charges.of-whom')}
        />
      )}
      <Statements
        ids={element.disputed}
        charges={charges}
        sources={sources}
        lead={t('charges.disputed')}
      />
      <Statements
        ids={element.against}
        charges={charges}
        sources={sources}
        lead={t('charges.ruled-out')}
      />
      {element.cautions.map((one) => (
        <span key={one.en} className={styles.caution}>
          {pick(one)}
        </span>
      ))}
      {element.value === 'unknown' && (
        <Missing element={element} proposal={proposal} charges={charges} onRuleOut={onRuleOut} />
      )}
    </>
  )
}

function Statements({
  ids,
  charges,
  sources,
  lead,
}: {
  ids: string[]
  charges: Charges
  sources: Source[]
  lead?: string
}) {
  const words = useWords()
  const found = charges.statements.filter((one) => ids.includes(one.id))
  if (found.length === 0) return null
  const codes = [...new Set(found.map((one) => one.fact))]
  return (
    <span className={styles.fact}>
      {lead && <b>{lead} </b>}
      {codes.map((fact, at) => {
        const said = found.filter((one) => one.fact === fact).map((one) => one.id)
        return (
          <Fragment key={fact}>
            {at > 0 && (words.lang === 'ur' ? '؛ ' : '; ')}
            {words.t(`charges.fact.${fact}`)} (
            {sourcesBehind(sources, said).map((one, nth) => (
              <Fragment key={one.key}>
                {nth > 0 && (words.lang === 'ur' ? '، ' : ', ')}
                <a href={`#${one.key}`}>{sourceName(words, one)}</a>
              </Fragment>
            ))}
            )
          </Fragment>
        )
      })}
    </span>
  )
}

function Missing({
  element,
  proposal,
  charges,
  onRuleOut,
}: Pick<Acting, 'charges' | 'onRuleOut'> & { element: ElementFinding; proposal: Proposal }) {
  const { t, pick } = useWords()
  const question = charges.questions.find((one) => one.code === element.ask)
  if (!question) return <span className={styles.ask}>{t('charges.a-person-must-judge')}</span>
  return (
    <>
      <span className={styles.ask}>{pick(question.question)}</span>
      <span className={styles.supply}>
        {t('charges.would-supply')} {question.evidence.map((one) => pick(one.name)).join(' · ')}
      </span>
      {onRuleOut && question.facts.length > 0 && (
        <Button
          size="compact-sm"
          variant="subtle"
          className={styles.ruleOut}
          onClick={() => onRuleOut({ question, accusedId: proposal.accusedId })}
        >
          {t('charges.answer-it')}
          <span className={styles.srOnly}>: {pick(question.question)}</span>
        </Button>
      )}
    </>
  )
}
