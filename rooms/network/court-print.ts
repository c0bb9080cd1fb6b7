import type { Name } from '../../core/people.ts'
import type { Block, PrintDocument } from '../../web/print/document.ts'
import { countryName } from '../../web/workspace/countries.ts'
import { evidenceLine } from './evidence-line.ts'
import { type GraphNode, type NetworkGraph, surenessOf } from './graph.ts'
import { measure } from './measure.ts'

export interface Printing {
  lang: 'en' | 'ur'
  t: (key: string, values?: Record<string, string | number>) => string
  date: (day: string) => string
  number: (n: number) => string
  placeName: (code: string) => string
}

/** The part of a graph that was chosen, and the ties within it. */
export function chosenPart(graph: NetworkGraph, ids: readonly string[]): NetworkGraph {
  const wanted = new Set(ids)
  return {
    nodes: graph.nodes.filter(({ id }) => wanted.has(id)),
    edges: graph.edges.filter(({ one, two }) => wanted.has(one) && wanted.has(two)),
  }
}

/** A part of the network as a document for a court: numbered entries, and each tie with its sources. */
export function courtPrint(
  words: Printing,
  graph: NetworkGraph,
  of: { by: string; on: string; references: ReadonlyMap<string, string> },
): PrintDocument {
  const { t, lang, date, number } = words
  const numbers = new Map(graph.nodes.map(({ id }, i) => [id, i + 1]))
  const comma = t('cases.comma')
  const filesOf = (ids: readonly string[]) =>
    ids.map((id) => kept(of.references.get(id) ?? '')).join(comma)
  const blocks: Block[] = [
    {
      kind: 'text',
      strong: true,
      text: `${t('network.not-proof.title')} ${t('network.not-proof')}`,
    },
    { kind: 'text', text: t('network.print.what', { by: of.by, on: date(of.on) }) },
    { kind: 'picture', svg: pictureOf(graph, numbers), alt: t('network.print.picture') },
    { kind: 'small', text: t('network.print.key') },
    { kind: 'heading', text: t('network.nodes') },
    {
      kind: 'table',
      columns: [
        t('network.print.number'),
        t('network.column.kind'),
        t('network.column.name'),
        t('network.column.files'),
      ],
      rows: graph.nodes.map((node) => [
        number(numbers.get(node.id)!),
        kindOf(words, node),
        nameOf(words, node),
        node.kind === 'case' ? '' : filesOf(node.caseIds),
      ]),
    },
    { kind: 'heading', text: t('network.print.ties') },
    {
      kind: 'list',
      items: graph.edges.map((edge) => {
        const ends = [edge.one, edge.two].map((id) => graph.nodes[numbers.get(id)! - 1]!)
        const sure = surenessOf(edge)
        return {
          lead: ends
            .map((node) => `${nameOf(words, node)} [${number(numbers.get(node.id)!)}]`)
            .join(' – '),
          text: '',
          under: edge.evidence.map((one) =>
            [evidenceLine({ t, date }, one), one.caseId && filesOf([one.caseId])]
              .filter(Boolean)
              .join(' · '),
          ),
          small: `${t('network.column.sure')}: ${sure ? t(`certainty.${sure}`) : t('network.sure.entered')}`,
        }
      }),
    },
    { kind: 'signature', text: of.by },
  ]
  return {
    lang,
    title: t('network.print.title'),
    side: [date(of.on), of.by],
    blocks,
    foot: t('network.print.foot'),
  }
}

/** Keeps a reference or a number from being turned round among Urdu (Unicode isolates). */
const kept = (text: string) => (text ? `\u2066${text}\u2069` : '')

function kindOf({ t }: Printing, { kind, roles, siteKind }: GraphNode): string {
  const named = t(`network.node.${kind}`)
  if (siteKind) return `${named}: ${t(`worksites.kind.${siteKind}`)}`
  if (!roles.length) return named
  return `${named}: ${roles.map((role) => t(`case-role.${role}`)).join(t('cases.comma'))}`
}

function nameOf({ t, lang, placeName }: Printing, node: GraphNode): string {
  const pick = (name: Name) => name[lang] || name.en
  if (node.kind === 'place') return placeName(node.label ?? '')
  if (node.kind === 'country') return countryName(node.label ?? '', lang)
  if (node.kind === 'agent') return `${node.name ? pick(node.name) : ''} ${kept(node.label ?? '')}`
  if (node.kind === 'person') {
    const both = [node.label, node.otherLabel].filter((one) => one !== null)
    return both.length
      ? both.map((one) => `\u2068${one}\u2069`).join(' · ')
      : t('work.name-not-known')
  }
  if (node.kind === 'worksite')
    return `\u2068${node.label}\u2069${t('cases.comma')}${t('network.labour-file', { office: node.name ? pick(node.name) : '' })}`
  if (node.kind === 'party') return `\u2068${node.label}\u2069`
  return kept(node.label ?? '')
}

const WIDE = 1000
const HIGH = 620
const EDGE = 50

/** Thin and broken where it is only said, thick where it is documented. */
const strokes = {
  disputed: '1.5" stroke-dasharray="3 6',
  said: '1.5" stroke-dasharray="8 5',
  supported: '2.5',
  documented: '4',
  established: '5.5',
}

function pictureOf(graph: NetworkGraph, numbers: ReadonlyMap<string, number>): string {
  const place = new Map(graph.nodes.map(({ id }, i) => [id, i]))
  const { x, y } = measure({
    nodes: graph.nodes.map(({ id }) => id),
    ties: graph.edges.map(({ one, two }) => [place.get(one)!, place.get(two)!]),
    before: {},
  })
  const scaled = (all: Float32Array, size: number) => {
    const [low, high] = [Math.min(...all), Math.max(...all)]
    return (at: number) => EDGE + ((all[at]! - low) / (high - low || 1)) * (size - 2 * EDGE)
  }
  const [atX, atY] = [scaled(x, WIDE), scaled(y, HIGH)]
  const lines = graph.edges.map((edge) => {
    const [a, b] = [place.get(edge.one)!, place.get(edge.two)!]
    const sure = surenessOf(edge)
    return `<line x1="${atX(a)}" y1="${atY(a)}" x2="${atX(b)}" y2="${atY(b)}" stroke="#55606E" stroke-width="${sure ? strokes[sure] : '1'}"/>`
  })
  const dots = graph.nodes.map(({ id, kind }, i) => {
    const [cx, cy] = [atX(i), atY(i)]
    const shape =
      kind === 'person'
        ? `<circle cx="${cx}" cy="${cy}" r="20" fill="#fff" stroke="#A5261C" stroke-width="3"/>`
        : `<rect x="${cx - 19}" y="${cy - 17}" width="38" height="34" rx="4" fill="#fff" stroke="${kind === 'case' ? '#1C2530' : '#0A665A'}" stroke-width="3"/>`
    return `${shape}<text x="${cx}" y="${cy + 7}" text-anchor="middle" font-family="Source Sans 3" font-size="20" fill="#1C2530">${numbers.get(id)}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDE} ${HIGH}" width="${WIDE}" height="${HIGH}">${lines.join('')}${dots.join('')}</svg>`
}
