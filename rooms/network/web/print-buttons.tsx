import { Button } from '@mantine/core'
import { ProblemError } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { ErrorNote } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { NetworkGraph } from '../graph.ts'
import styles from './graph.module.css'

const MOST_PRINTED = 80

/** The chosen part as PDF for a court: the way that is shown, else the chosen entry with its ties, else all. */
export function PrintButtons({
  graph,
  nodes,
  everyone,
}: {
  graph: NetworkGraph
  nodes: readonly string[]
  everyone: boolean
}) {
  const { t } = useWords()
  const { send, busy, problem } = useSend(async (lang: 'ur' | 'en') => {
    const wanted = new Set(nodes)
    const chosen = graph.nodes.filter(({ id }) => wanted.has(id))
    // A worksite or an agent may stand in no file itself: then it is found through all that are shown.
    const through = chosen.some(({ caseIds }) => caseIds.length) ? chosen : graph.nodes
    const caseIds = [...new Set(through.flatMap(({ caseIds: all }) => all))].slice(0, 100)
    const answer = await fetch('/api/network/graph/print', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ caseIds, nodes: nodes.slice(0, MOST_PRINTED), everyone, lang }),
    })
    if (!answer.ok)
      throw new ProblemError(answer.status, ((await answer.json()) as { code: string }).code)
    const link = document.createElement('a')
    link.href = URL.createObjectURL(await answer.blob())
    link.download = `network-${lang}.pdf`
    link.click()
    URL.revokeObjectURL(link.href)
  })
  return (
    <div className={styles.actions}>
      {(['ur', 'en'] as const).map((lang) => (
        <Button key={lang} variant="default" loading={busy} onClick={() => void send(lang)}>
          {t(`network.print.${lang}`)}
        </Button>
      ))}
      <span className={styles.small}>
        {nodes.length > MOST_PRINTED
          ? t('network.print.too-many', { n: MOST_PRINTED })
          : t('network.print.hint')}
      </span>
      <ErrorNote problem={problem} />
    </div>
  )
}
