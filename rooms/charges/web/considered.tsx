import { useWords } from '../../../web/workspace/words.tsx'
import { nameOf, sectionName } from '../wording.ts'
import styles from './charges.module.css'
import { type Source, sourcesBehind } from './sources.ts'
import { FindingTag, sourceName } from './telling.tsx'
import type { Charges, Proposal } from './types.ts'

/** What was weighed and not proposed, with why not: smuggling beside trafficking, and the like. */
export function Considered({
  charges,
  proposals,
  sources,
}: {
  charges: Charges
  proposals: Proposal[]
  sources: Source[]
}) {
  const words = useWords()
  const { t } = words
  if (proposals.length === 0) return null
  const several = new Set(charges.proposals.map((one) => one.accusedId)).size > 1
  return (
    <details className={styles.considered}>
      <summary>{t('charges.considered', { count: proposals.length })}</summary>
      <ul>
        {proposals.map((one) => (
          <li key={`${one.cited} ${one.version} ${one.accusedId}`}>
            <span className={styles.name}>
              <bdi>{sectionName(words, charges.acts, one.cited)}</bdi>
            </span>{' '}
            {words.pick(one.heading)}{' '}
            {one.coveredBy === null && <FindingTag finding={one.finding} />}
            {several && (
              <span className={styles.grade}> {nameOf(words, charges.people, one.accusedId)}</span>
            )}
            <WhyNot charges={charges} proposal={one} sources={sources} />
          </li>
        ))}
      </ul>
    </details>
  )
}

function WhyNot({
  charges,
  proposal,
  sources,
}: {
  charges: Charges
  proposal: Proposal
  sources: Source[]
}) {
  const words = useWords()
  const { t, pick, date } = words
  if (proposal.coveredBy) {
    return (
      <span className={styles.what}>
        {t('charges.covered-by', { section: sectionName(words, charges.acts, proposal.coveredBy) })}
      </span>
    )
  }
  if (proposal.inForce === 'no') {
    const key = proposal.until ? 'charges.stood-until' : 'charges.stood-from'
    return (
      <span className={styles.what}>
        {t(key, { on: date(proposal.until ?? proposal.from ?? charges.asOn) })}
      </span>
    )
  }
  const against = proposal.elements.filter((one) => one.value === 'no')
  const lacking = proposal.elements.filter((one) => one.value === 'unknown' && one.core)
  const gaps =
    against.length > 0
      ? against
      : lacking.length > 0
        ? lacking
        : proposal.elements.filter((one) => one.value !== 'yes')
  return (
    <span className={styles.what}>
      {gaps.map((one) => {
        const rest = sourcesBehind(sources, one.against)
          .map((each) => sourceName(words, each))
          .join('; ')
        return (
          <span key={one.id} className={styles.gap}>
            {t(one.value === 'no' ? 'charges.why-not.no' : 'charges.why-not.unknown', {
              element: pick(one.text),
            })}
            {rest && ` (${rest})`}
          </span>
        )
      })}
    </span>
  )
}
