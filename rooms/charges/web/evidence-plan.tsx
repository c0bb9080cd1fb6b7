import { Button } from '@mantine/core'
import { useParams } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import { EmptyState, ErrorNote, Loading, PageHead } from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { nameOf, sectionName } from '../wording.ts'
import styles from './charges.module.css'
import { PlanTask } from './plan-task.tsx'
import { type Charges, chargesUrl } from './types.ts'

/** The list an officer takes along: what is missing, what would supply it, whom to ask. */
export function EvidencePlan() {
  const { caseId = '' } = useParams()
  const words = useWords()
  const { t } = words
  const { data, problem, loading, again } = useGet<Charges>(chargesUrl(caseId))
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return (
    <article className={styles.paper}>
      <PageHead
        crumbs={[{ label: data.reference, to: `/cases/${caseId}/charges` }]}
        title={t('charges.evidence-plan')}
        sub={t('charges.plan.sub', { reference: data.reference, on: words.date(data.asOn) })}
        actions={<Button onClick={() => window.print()}>{t('charges.print')}</Button>}
      />
      <Missing caseId={caseId} charges={data} />
      <Weak charges={data} />
      <Lessons charges={data} />
      <p className={styles.advice}>{t('charges.advice')}</p>
    </article>
  )
}

function Missing({ caseId, charges }: { caseId: string; charges: Charges }) {
  const words = useWords()
  const { has } = useSession()
  // Prosecutors read the case; its tasks are set by the agency that holds it.
  const may = charges.mayDecide && has('investigator', 'supervisor')
  const { t, pick, lang } = words
  const comma = lang === 'ur' ? '، ' : ', '
  if (charges.questions.length === 0)
    return (
      <EmptyState title={t('charges.plan.nothing-missing')}>
        {t('charges.plan.nothing-missing.says')}
      </EmptyState>
    )
  return (
    <section>
      <h2>{t('charges.plan.missing')}</h2>
      <table className={styles.plan}>
        <thead>
          <tr>
            <th scope="col">{t('charges.plan.question')}</th>
            <th scope="col">{t('charges.plan.supplies')}</th>
            <th scope="col">{t('charges.plan.decides')}</th>
            <th scope="col">{t('charges.plan.who-when')}</th>
          </tr>
        </thead>
        <tbody>
          {charges.questions.map((one) => (
            <tr key={one.code}>
              <th scope="row">
                {pick(one.question)}
                {one.why && <span className={styles.what}>{pick(one.why)}</span>}
                <span className={styles.grade}>
                  {[...one.accusedIds, ...one.victimIds]
                    .filter((id, at, all) => id !== null && all.indexOf(id) === at)
                    .slice(0, 8)
                    .map((id) => nameOf(words, charges.people, id))
                    .join(comma)}
                </span>
              </th>
              <td data-label={t('charges.plan.supplies')}>
                <ul>
                  {one.evidence.map((each) => (
                    <li key={each.code}>
                      {pick(each.name)}{' '}
                      <span className={styles.what}>
                        {t('charges.plan.from', { who: pick(each.from) })}
                      </span>
                    </li>
                  ))}
                </ul>
              </td>
              <td data-label={t('charges.plan.decides')}>
                {(one.decides.length > 0 ? one.decides : one.touches)
                  .map((cited) => sectionName(words, charges.acts, cited))
                  .join(comma)}
              </td>
              <td className={styles.blank} data-label={t('charges.plan.who-when')}>
                <PlanTask caseId={caseId} today={charges.asOn} question={one} may={may} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Elements that are met on one person's word alone: the first a court will ask about. */
function Weak({ charges }: { charges: Charges }) {
  const words = useWords()
  const { t, pick } = words
  const weak = charges.proposals
    .filter((one) => one.finding === 'met' && one.coveredBy === null)
    .flatMap((one) =>
      one.elements
        .filter(
          (each) => each.value === 'yes' && each.certainty === 'said' && each.facts.length === 1,
        )
        .map((each) => ({ proposal: one, element: each })),
    )
  if (weak.length === 0) return null
  return (
    <section>
      <h2>{t('charges.plan.weak')}</h2>
      <ul>
        {weak.map(({ proposal, element }) => (
          <li key={`${proposal.cited} ${proposal.accusedId} ${element.id}`}>
            <b>{sectionName(words, charges.acts, proposal.cited)}</b> (
            {nameOf(words, charges.people, proposal.accusedId)}): {pick(element.text)}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Lessons({ charges }: { charges: Charges }) {
  const { t, pick } = useWords()
  if (charges.lessons.length === 0) return null
  return (
    <section>
      <h2>{t('charges.plan.lessons')}</h2>
      <ul>
        {charges.lessons.map((one) => (
          <li key={one.id}>
            {pick(one.text)} <bdi className={styles.grade}>{one.source}</bdi>
          </li>
        ))}
      </ul>
    </section>
  )
}
