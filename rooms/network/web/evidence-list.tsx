import { Link } from 'react-router'
import type { Evidence, NetworkGraph } from '../graph.ts'
import styles from './graph.module.css'
import { useTelling } from './telling.ts'

/** What a tie rests on, each with the file that it stands in. */
export function EvidenceList({
  evidence,
  graph,
}: {
  evidence: readonly Evidence[]
  graph: NetworkGraph
}) {
  const { evidenceText, t } = useTelling()
  const reference = (caseId: string) =>
    graph.nodes.find(({ id }) => id === `case:${caseId}`)?.label ?? t('network.file')
  return (
    <ul className={styles.evidence}>
      {evidence.map((one) => (
        <li key={`${one.kind} ${one.id}`}>
          {evidenceText(one)}
          {one.caseId && (
            <>
              {' · '}
              <Link to={`/cases/${one.caseId}`}>
                <bdi>{reference(one.caseId)}</bdi>
              </Link>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
