import { Checkbox, TextInput } from '@mantine/core'
import { useWords } from '../../../web/workspace/words.tsx'
import { type GraphFilter, type NetworkGraph, type NodeKind, nodeKinds } from '../graph.ts'
import { colours } from './drawing.ts'
import styles from './graph.module.css'

/** What is shown, by kind and by time; the kinds are the key to the picture's colours too. */
export function GraphFilters({
  filter,
  graph,
  onChange,
}: {
  filter: GraphFilter
  graph: NetworkGraph
  onChange: (filter: GraphFilter) => void
}) {
  const { t, number } = useWords()
  const counts = new Map<NodeKind, number>()
  for (const { kind } of graph.nodes) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const there = nodeKinds.filter((kind) => counts.has(kind))
  const toggle = (kind: NodeKind, on: boolean) =>
    onChange({
      ...filter,
      kinds: nodeKinds.filter((one) => (one === kind ? on : filter.kinds.includes(one))),
    })
  return (
    <fieldset className={styles.filters}>
      <legend>{t('network.filter')}</legend>
      <div className={styles.kinds}>
        {there.map((kind) => (
          <Checkbox
            key={kind}
            label={
              <span className={styles.kind}>
                <span
                  className={styles.dot}
                  style={{ background: colours[kind] }}
                  aria-hidden="true"
                />
                {t(`network.node.${kind}`)} ({number(counts.get(kind)!)})
              </span>
            }
            checked={filter.kinds.includes(kind)}
            onChange={(event) => toggle(kind, event.currentTarget.checked)}
          />
        ))}
      </div>
      <div className={styles.days}>
        {(['from', 'until'] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            label={t(`network.filter.${end}`)}
            value={filter[end] ?? ''}
            onChange={(event) => onChange({ ...filter, [end]: event.currentTarget.value || null })}
          />
        ))}
        <span className={styles.small}>{t('network.filter.hint')}</span>
      </div>
    </fieldset>
  )
}
