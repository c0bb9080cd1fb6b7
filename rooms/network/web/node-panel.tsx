import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { ErrorNote, Tag } from '../../../web/workspace/parts.tsx'
import type { GraphNode, NetworkGraph } from '../graph.ts'
import styles from './graph.module.css'
import type { Place } from './measuring.ts'
import { NotedTies } from './noted-ties.tsx'
import { useTelling } from './telling.ts'
import { TieForm } from './tie-form.tsx'

/** The chosen node: what it is, what can be done with it. Its ties stand in the table below. */
export function NodePanel({
  node,
  graph,
  whole,
  place,
  opened,
  busy,
  mayNote,
  onSelect,
  onExpand,
  onEnd,
  onNoted,
  onWithdrawn,
}: {
  node: GraphNode
  graph: NetworkGraph
  /** What a filter leaves out too: a note is made in a file, whatever is shown of it. */
  whole: NetworkGraph
  place: Place | undefined
  opened: boolean
  busy: boolean
  /** The files of her own agency: in one that is only shared with it nothing is noted. */
  mayNote: ReadonlySet<string>
  onSelect: (id: string) => void
  onExpand: () => void
  onEnd: (end: 'from' | 'to') => void
  onNoted: () => void
  onWithdrawn: (tieId: string) => void
}) {
  const { t, nodeName, kindText, number, pick } = useTelling()
  const [noting, setNoting] = useState(false)
  const references = new Map(
    graph.nodes.filter(({ kind }) => kind === 'case').map(({ id, label }) => [id, label]),
  )
  const where = whereToNote(node, whole, mayNote)
  return (
    <section aria-labelledby="chosen-node">
      <h2 id="chosen-node">
        <bdi dir="auto">{nodeName(node)}</bdi>
      </h2>
      <p className={styles.small}>
        {kindText(node)} {place?.community && t('network.in-group', { n: number(place.community) })}
      </p>
      {node.kind === 'agent' && (
        <p className={styles.small}>
          {t('network.licence')}{' '}
          <Link to={`/recruiters/licensees/${node.id.slice('agent:'.length)}`}>
            <bdi>{node.label}</bdi>
          </Link>
        </p>
      )}
      {node.kind === 'worksite' && node.name && (
        <p className={styles.small}>
          <Link to={`/worksites/${node.id.slice('worksite:'.length)}`}>
            {t('network.labour-file', { office: pick(node.name) })}
          </Link>
        </p>
      )}
      {opened && <Tag tone="met">{t('network.opened')}</Tag>}
      <div className={styles.actions}>
        <Button loading={busy} onClick={onExpand}>
          {t('network.expand')}
        </Button>
        <Button variant="default" onClick={() => onEnd('from')}>
          {t('network.way.start')}
        </Button>
        <Button variant="default" onClick={() => onEnd('to')}>
          {t('network.way.end')}
        </Button>
        {where && (
          <Button variant="default" onClick={() => setNoting(true)}>
            {t('network.note')}
          </Button>
        )}
      </div>
      <HiddenNumber node={node} />
      {node.caseIds.length > 0 && (
        <>
          <h3>{t('network.column.files')}</h3>
          <ul className={styles.evidence}>
            {node.caseIds.map((id) => (
              <li key={id}>
                <Link to={`/cases/${id}`}>
                  <bdi>{references.get(`case:${id}`) ?? t('network.file')}</bdi>
                </Link>{' '}
                {node.kind !== 'case' && references.has(`case:${id}`) && (
                  <Button variant="subtle" size="compact-xs" onClick={() => onSelect(`case:${id}`)}>
                    {t('network.show-in-picture')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {node.kind === 'case' && (
        <NotedTies
          caseId={node.caseIds[0]!}
          people={
            new Set(
              graph.nodes.flatMap(({ personIds, kind }) => (kind === 'person' ? personIds : [])),
            )
          }
          onWithdrawn={onWithdrawn}
          onBack={onNoted}
        />
      )}
      {noting && where && <TieForm {...where} onClose={() => setNoting(false)} onNoted={onNoted} />}
    </section>
  )
}

/** In which file, and beside whom of it, something is noted: one that may be written in, or nowhere. */
function whereToNote(
  { id, kind, caseIds }: GraphNode,
  { edges }: NetworkGraph,
  mayNote: ReadonlySet<string>,
): { caseId: string; personId: string | null } | undefined {
  if (kind === 'case')
    return mayNote.has(caseIds[0]!) ? { caseId: caseIds[0]!, personId: null } : undefined
  if (kind !== 'person') return undefined
  // One person may stand in several files: as the entry of a file that is one's own.
  const entry = edges
    .filter(({ one, two }) => one === id || two === id)
    .flatMap(({ evidence }) => evidence)
    .find((one) => one.kind === 'file' && one.caseId && mayNote.has(one.caseId))
  return entry && { caseId: entry.caseId!, personId: entry.id }
}

const numbers = ['phone', 'account', 'cnic', 'passport', 'vehicle'] as const

/** A number is masked until it is asked for; each asking leaves its line in the audit trail. */
function HiddenNumber({ node }: { node: GraphNode }) {
  const { t } = useTelling()
  const { send, busy, problem } = useSend(() => openNumber(node), {
    done: (value) => setValue(value),
  })
  const [value, setValue] = useState<string | null>()
  if (!numbers.some((kind) => kind === node.kind)) return null
  return (
    <div className={styles.actions}>
      {value === undefined ? (
        <Button variant="default" loading={busy} onClick={() => void send()}>
          {t('network.open-number')}
        </Button>
      ) : (
        <b>
          <bdi dir="ltr">{value ?? t('work.not-known')}</bdi>
        </b>
      )}
      <ErrorNote problem={problem} />
    </div>
  )
}

async function openNumber({ kind, caseIds, personIds, tieIds }: GraphNode): Promise<string | null> {
  if (tieIds[0]) {
    const { value } = await api.post<{ value: string | null }>(
      `/api/network/ties/${tieIds[0]}/reveal`,
    )
    return value
  }
  const opened = await api.post<Record<string, string | null>>(
    `/api/cases/${caseIds[0]}/persons/${personIds[0]}/reveal`,
  )
  return opened[kind] ?? null
}
