import { NativeSelect } from '@mantine/core'
import type { NetworkGraph } from '../graph.ts'
import type { Way } from '../way.ts'
import { EvidenceList } from './evidence-list.tsx'
import styles from './graph.module.css'
import { useTelling } from './telling.ts'

/** How two nodes hang together: each step with what it rests on. */
export function WayPanel({
  graph,
  ends,
  way,
  onChange,
}: {
  graph: NetworkGraph
  ends: { from?: string | undefined; to?: string | undefined }
  way: Way | undefined
  onChange: (ends: { from?: string | undefined; to?: string | undefined }) => void
}) {
  const { t, lang, nodeName, surenessText } = useTelling()
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  const choices = graph.nodes
    .map((node) => ({
      value: node.id,
      label: `${t(`network.node.${node.kind}`)}: ${nodeName(node)}`,
    }))
    .sort((a, b) => a.label.localeCompare(b.label, lang))
  const name = (id: string) => {
    const node = nodes.get(id)
    return node ? nodeName(node) : ''
  }
  return (
    <section aria-labelledby="way">
      <h2 id="way">{t('network.way')}</h2>
      <div className={styles.ends}>
        {(['from', 'to'] as const).map((end) => (
          <NativeSelect
            key={end}
            label={t(`network.way.${end}`)}
            value={ends[end] ?? ''}
            onChange={(event) =>
              onChange({ ...ends, [end]: event.currentTarget.value || undefined })
            }
            data={[{ value: '', label: t('network.way.nobody') }, ...choices]}
          />
        ))}
      </div>
      {way && way.nodes.length === 0 && <p className={styles.small}>{t('network.way.none')}</p>}
      {way && way.nodes.length > 0 && (
        <ol className={styles.way}>
          {way.edges.map((edge, i) => (
            <li key={edge.id}>
              <b>
                <bdi dir="auto">{name(way.nodes[i]!)}</bdi> –{' '}
                <bdi dir="auto">{name(way.nodes[i + 1]!)}</bdi>
              </b>{' '}
              <span className={styles.small}>{surenessText(edge)}</span>
              <EvidenceList evidence={edge.evidence} graph={graph} />
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
