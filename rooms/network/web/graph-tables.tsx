import { Button } from '@mantine/core'
import { useState } from 'react'
import { DataTable } from '../../../web/workspace/parts.tsx'
import type { GraphEdge, GraphNode, NetworkGraph } from '../graph.ts'
import { EvidenceList } from './evidence-list.tsx'
import styles from './graph.module.css'
import type { Places } from './measuring.ts'
import { useTelling } from './telling.ts'

const AT_ONCE = 10

function useSome<Row>(rows: readonly Row[]) {
  const { t, number } = useTelling()
  const [most, setMost] = useState(AT_ONCE)
  return {
    some: rows.slice(0, most),
    more:
      rows.length > most ? (
        <Button variant="default" size="compact-sm" onClick={() => setMost(most * 4)}>
          {t('network.table.more', { n: number(rows.length - most) })}
        </Button>
      ) : null,
  }
}

interface Tables {
  graph: NetworkGraph
  selected: string | undefined
  onSelect: (id: string) => void
}

/** Every node of the picture: with how many it is tied, where it belongs, how much runs through it. */
export function NodeTable({ graph, places, selected, onSelect }: Tables & { places: Places }) {
  const { t, number, nodeName, kindText } = useTelling()
  const ties = new Map<string, number>()
  for (const { one, two } of graph.edges)
    for (const id of [one, two]) ties.set(id, (ties.get(id) ?? 0) + 1)
  const between = (node: GraphNode) => places.get(node.id)?.between ?? 0
  const rows = [...graph.nodes].sort(
    (a, b) => between(b) - between(a) || (ties.get(b.id) ?? 0) - (ties.get(a.id) ?? 0),
  )
  const { some, more } = useSome(rows)
  return (
    <section className={styles.table}>
      <h2 id="entries">{t('network.nodes')}</h2>
      <p className={styles.small}>{t('network.nodes.hint')}</p>
      <DataTable
        caption={t('network.nodes')}
        rows={some}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            label: t('network.column.name'),
            main: true,
            show: (node) => (
              <Button
                variant={node.id === selected ? 'filled' : 'subtle'}
                size="compact-sm"
                aria-pressed={node.id === selected}
                onClick={() => onSelect(node.id)}
              >
                <bdi dir="auto">{nodeName(node)}</bdi>
              </Button>
            ),
          },
          {
            key: 'kind',
            label: t('network.column.kind'),
            show: kindText,
          },
          {
            key: 'files',
            label: t('network.column.files'),
            number: true,
            show: ({ caseIds }) => number(caseIds.length),
          },
          {
            key: 'ties',
            label: t('network.column.ties'),
            number: true,
            show: ({ id }) => number(ties.get(id) ?? 0),
          },
          {
            key: 'group',
            label: t('network.column.group'),
            number: true,
            show: ({ id }) => {
              const group = places.get(id)?.community
              return group ? number(group) : '–'
            },
          },
          {
            key: 'between',
            label: t('network.column.between'),
            number: true,
            show: ({ id }) => {
              const share = places.get(id)?.between
              return share == null ? '–' : `${number(Math.round(share * 100))} %`
            },
          },
        ]}
      />
      {more}
    </section>
  )
}

/** Every tie of the picture with what it rests on; those of the chosen node alone where one is chosen. */
export function TieTable({ graph, selected, onSelect }: Tables) {
  const { t, nodeName, surenessText } = useTelling()
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  const rows = graph.edges.filter(
    ({ one, two }) => !selected || one === selected || two === selected,
  )
  const { some, more } = useSome(rows)
  const end = (id: string) => {
    const node = nodes.get(id)!
    return (
      <Button variant="subtle" size="compact-sm" onClick={() => onSelect(id)}>
        <bdi dir="auto">{`${t(`network.node.${node.kind}`)}: ${nodeName(node)}`}</bdi>
      </Button>
    )
  }
  return (
    <section className={styles.table}>
      <h2>{t(selected ? 'network.ties.of-chosen' : 'network.ties')}</h2>
      <DataTable<GraphEdge>
        caption={t('network.ties')}
        rows={some}
        rowKey={({ id }) => id}
        empty={<p className={styles.small}>{t('network.ties.none')}</p>}
        columns={[
          { key: 'one', label: t('network.column.one'), main: true, show: ({ one }) => end(one) },
          { key: 'two', label: t('network.column.two'), show: ({ two }) => end(two) },
          { key: 'sure', label: t('network.column.sure'), show: surenessText },
          {
            key: 'evidence',
            label: t('network.column.evidence'),
            show: ({ evidence }) => <EvidenceList evidence={evidence} graph={graph} />,
          },
        ]}
      />
      {more}
    </section>
  )
}
