import { countryName } from '../../../web/workspace/countries.ts'
import { useWords } from '../../../web/workspace/words.tsx'
import { usePlaceName } from '../../cases/web/door.ts'
import { evidenceLine } from '../evidence-line.ts'
import type { Evidence, GraphEdge, GraphNode } from '../graph.ts'
import { inArabicLetters, surenessOf } from '../graph.ts'

/** What nodes, ties and evidence are called in the reader's words. */
export function useTelling() {
  const words = useWords()
  const { t, lang, pick, date } = words
  const placeName = usePlaceName()
  const comma = t('cases.comma')
  const rolesOf = (roles: readonly string[]) =>
    roles.map((role) => t(`case-role.${role}`)).join(comma)

  function nodeName(node: GraphNode): string {
    if (node.kind === 'place') return placeName(node.label ?? '')
    if (node.kind === 'country') return countryName(node.label ?? '', lang)
    if (node.kind === 'agent') return node.name ? pick(node.name) : (node.label ?? '')
    if (node.kind === 'person') return personName(node) ?? t('work.name-not-known')
    return node.label ?? ''
  }

  // The name in the reader's letters, where the file has it.
  function personName({ label, otherLabel }: GraphNode): string | null {
    const names = [label, otherLabel].filter((name) => name !== null)
    return names.find((name) => inArabicLetters(name) === (lang === 'ur')) ?? label
  }

  /** What a node is, and more closely where that is known: as what a person stands in files, a kiln. */
  function kindText({ kind, roles, siteKind }: GraphNode): string {
    const named = t(`network.node.${kind}`)
    if (siteKind) return `${named}: ${t(`worksites.kind.${siteKind}`)}`
    return roles.length ? `${named}: ${rolesOf(roles)}` : named
  }

  /** One thing that a tie rests on, as a line. */
  const evidenceText = (one: Evidence) => evidenceLine({ t, date }, one)

  function surenessText(edge: GraphEdge): string {
    const sure = surenessOf(edge)
    return sure ? t(`certainty.${sure}`) : t('network.sure.entered')
  }

  return { ...words, nodeName, kindText, evidenceText, surenessText }
}
export type Telling = ReturnType<typeof useTelling>
