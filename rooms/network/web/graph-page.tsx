import { Button, Checkbox } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { EmptyState, ErrorNote, Loading, Notice, PageHead } from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { filtered, type GraphFilter, type NetworkGraph, nodeKinds } from '../graph.ts'
import { wayBetween } from '../way.ts'
import styles from './graph.module.css'
import { GraphCanvas } from './graph-canvas.tsx'
import { GraphFilters } from './graph-filters.tsx'
import { NodeTable, TieTable } from './graph-tables.tsx'
import { useMeasured } from './measuring.ts'
import { NodePanel } from './node-panel.tsx'
import { PutBack } from './noted-ties.tsx'
import { PrintButtons } from './print-buttons.tsx'
import { useNetwork } from './use-network.ts'
import { WayPanel } from './way.tsx'

const all: GraphFilter = { kinds: nodeKinds, from: null, until: null }
const empty: NetworkGraph = { nodes: [], edges: [] }

/** Who and what stands in which file: as a picture and, the same, as tables. */
export function GraphPage() {
  const { t } = useWords()
  const { has } = useSession()
  const [params] = useSearchParams()
  const network = useNetwork(params.get('case') ?? undefined)
  const { graph, busy, problem, everyone } = network
  const [filter, setFilter] = useState(all)
  const [selected, setSelected] = useState<string>()
  const [ends, setEnds] = useState<{ from?: string | undefined; to?: string | undefined }>({})
  const [withdrawn, setWithdrawn] = useState<{ tieId: string; caseId: string }>()
  const shown = useMemo(() => (graph ? filtered(graph, filter) : empty), [graph, filter])
  const { places, busy: measuring } = useMeasured(shown)
  const way = useMemo(() => wayBetween(shown, ends.from, ends.to), [shown, ends])
  useEffect(() => {
    if (selected && !shown.nodes.some(({ id }) => id === selected)) setSelected(undefined)
  }, [shown, selected])
  const node = shown.nodes.find(({ id }) => id === selected)

  return (
    <>
      <PageHead title={t('network.graph.title')} sub={t('network.graph.sub')} />
      <Notice tone="partly" title={t('network.not-proof.title')}>
        {t('network.not-proof')}
      </Notice>
      <ErrorNote problem={problem} />
      {!graph && busy && <Loading />}
      {graph && (
        <>
          <div className={styles.bar}>
            <Checkbox
              label={t('network.everyone')}
              description={t('network.everyone.hint')}
              checked={everyone}
              disabled={busy}
              onChange={(event) => void network.begin(event.currentTarget.checked)}
            />
            {(network.opened.length > 0 || params.get('case')) && (
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => void network.begin(everyone)}
              >
                {t('network.start-again')}
              </Button>
            )}
          </div>
          <GraphFilters filter={filter} graph={graph} onChange={setFilter} />
          {shown.nodes.length === 0 ? (
            <EmptyState title={t('network.graph.none')}>
              {t(graph.nodes.length ? 'network.graph.none.filter' : 'network.graph.none.text')}
            </EmptyState>
          ) : (
            <>
              {withdrawn && (
                <div className={styles.actions}>
                  <span role="status">{t('network.withdrawn.told')}</span>
                  <PutBack
                    tieId={withdrawn.tieId}
                    onBack={() => {
                      void network.expand(`case:${withdrawn.caseId}`)
                      setWithdrawn(undefined)
                    }}
                  />
                </div>
              )}
              <div className={styles.split}>
                <GraphCanvas
                  graph={shown}
                  places={places}
                  selected={selected}
                  way={way?.nodes ?? []}
                  onSelect={setSelected}
                  onExpand={(id) => void network.expand(id)}
                />
                <div className={styles.side}>
                  <WayPanel graph={shown} ends={ends} way={way} onChange={setEnds} />
                  {node ? (
                    <NodePanel
                      key={node.id}
                      node={node}
                      graph={shown}
                      whole={graph}
                      place={places.get(node.id)}
                      opened={network.opened.includes(node.id)}
                      busy={busy}
                      mayNote={network.mayNote}
                      onSelect={setSelected}
                      onExpand={() => void network.expand(node.id)}
                      onEnd={(end) => setEnds((before) => ({ ...before, [end]: node.id }))}
                      onNoted={() => void network.expand(node.id)}
                      onWithdrawn={(tieId) => {
                        network.drop(tieId)
                        setWithdrawn({ tieId, caseId: node.caseIds[0]! })
                      }}
                    />
                  ) : (
                    <p className={styles.small}>{t('network.choose')}</p>
                  )}
                </div>
              </div>
              <p className={styles.small} role="status">
                {t('network.counted', {
                  nodes: shown.nodes.length,
                  ties: shown.edges.length,
                })}{' '}
                {network.more && t('network.more-cases')} {measuring && t('network.measuring')}{' '}
                <a href="#entries">{t('network.as-tables')}</a>
              </p>
              <PrintButtons
                graph={shown}
                everyone={everyone}
                nodes={toPrint(shown, way?.nodes ?? [], selected)}
              />
              {has('supervisor') && (
                <p className={styles.small}>
                  <a href="/api/network/ftm" download>
                    {t('network.export')}
                  </a>
                </p>
              )}
              <NodeTable graph={shown} places={places} selected={selected} onSelect={setSelected} />
              <TieTable graph={shown} selected={selected} onSelect={setSelected} />
            </>
          )}
        </>
      )}
    </>
  )
}

/** The way that is shown; else the chosen entry and what is tied to it; else everything shown. */
function toPrint(
  { nodes, edges }: NetworkGraph,
  way: readonly string[],
  selected: string | undefined,
): string[] {
  if (way.length) return [...way]
  if (!selected) return nodes.map(({ id }) => id)
  const near = edges.flatMap(({ one, two }) =>
    one === selected ? two : two === selected ? one : [],
  )
  return [selected, ...new Set(near)]
}
