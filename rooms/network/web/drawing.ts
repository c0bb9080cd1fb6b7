import Graph from 'graphology'
import type { NodeLabelDrawingFunction } from 'sigma/rendering'
import { EdgeLineProgram, NodePointProgram } from 'sigma/rendering'
import type { Settings } from 'sigma/settings'
import type { GraphNode, NetworkGraph, NodeKind } from '../graph.ts'
import { surenessOf } from '../graph.ts'
import type { Places } from './measuring.ts'

/** One colour a kind, each 4.5 : 1 or more on paper; the kind is also said beside each name. */
export const colours: Record<NodeKind, string> = {
  person: '#a5261c',
  case: '#1c2530',
  phone: '#0a665a',
  account: '#7a5200',
  cnic: '#5b3a8c',
  passport: '#5b3a8c',
  vehicle: '#2f5d9b',
  agent: '#8a2f66',
  place: '#55606e',
  country: '#55606e',
  worksite: '#4a5d16',
  party: '#6b3f1d',
}
const LINE = '#8b8578'
export const FAINT = '#e5e0d6'

/** From here on each entry is drawn as a point and each tie as a hair: what a slow machine can move. */
const LARGE = 5_000

/** From here on the processor, where it must draw in place of a card, lets go of what it can. */
const MOVED_BY_PROCESSOR = 300

/** What draws in this browser: a graphics card, the processor in its place, or nothing at all. */
export type DrawnBy = 'card' | 'processor' | 'nothing'

export function drawnBy(): DrawnBy {
  const canvas = document.createElement('canvas')
  const gl = canvas.getContext('webgl2') ?? canvas.getContext('webgl')
  if (!gl) return 'nothing'
  const named = gl.getExtension('WEBGL_debug_renderer_info')
  const renderer = String(gl.getParameter(named?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER))
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return /swiftshader|llvmpipe|softpipe|basic render/i.test(renderer) ? 'processor' : 'card'
}

const LONGEST_LABEL = 28

/** A name beside its entry, on the side where there is room; a long one is cut, the panel has it whole. */
const drawLabel: NodeLabelDrawingFunction = (context, { label, x, y, size }, settings) => {
  if (!label) return
  const letters = [...label]
  const said =
    letters.length > LONGEST_LABEL ? `${letters.slice(0, LONGEST_LABEL - 1).join('')}…` : label
  context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`
  context.fillStyle = settings.labelColor.color ?? '#000'
  const gap = size + 3
  const width = context.canvas.width / devicePixelRatio
  const fits = x + gap + context.measureText(said).width <= width
  context.direction = /\p{Script=Arabic}/u.test(said) ? 'rtl' : 'ltr'
  // By side and not by direction, which would lay the name over its entry.
  context.textAlign = fits ? 'left' : 'right'
  context.fillText(said, fits ? x + gap : x - gap, y + settings.labelSize / 3)
}

/** How it is drawn: a large network lets go of its lines and names while it is moved. */
export function settingsFor({ nodes, edges }: NetworkGraph, by: DrawnBy): Partial<Settings> {
  const still = by === 'card' ? LARGE : MOVED_BY_PROCESSOR
  return {
    labelFont: '"Source Sans 3", "Noto Naskh Arabic", sans-serif',
    labelColor: { color: '#1c2530' },
    labelSize: 13,
    defaultDrawNodeLabel: drawLabel,
    labelRenderedSizeThreshold: nodes.length > 400 ? 9 : 4,
    hideEdgesOnMove: edges.length > still,
    hideLabelsOnMove: nodes.length > still,
    ...(nodes.length > LARGE && { nodeProgramClasses: { circle: NodePointProgram } }),
    ...(edges.length > LARGE && { edgeProgramClasses: { line: EdgeLineProgram } }),
    zIndex: true,
    minCameraRatio: 0.01,
    maxCameraRatio: 4,
    allowInvalidContainer: true,
  }
}

/** Thicker where it is surer. */
const thickness = { disputed: 1, said: 1, supported: 2, documented: 3, established: 4 }

export function drawable(
  { nodes, edges }: NetworkGraph,
  places: Places,
  labelOf: (node: GraphNode) => string,
): Graph {
  const drawn = new Graph({ type: 'undirected', multi: false })
  const ties = new Map<string, number>()
  for (const { one, two } of edges)
    for (const id of [one, two]) ties.set(id, (ties.get(id) ?? 0) + 1)
  // The more there are, the smaller each: else they lie over one another, and are slow to paint.
  const scale = Math.max(0.2, Math.min(1, Math.sqrt(2_000 / nodes.length)))
  for (const node of nodes) {
    const place = places.get(node.id)
    if (!place) continue
    drawn.addNode(node.id, {
      x: place.x,
      y: place.y,
      size: scale * (4 + 2 * Math.sqrt(ties.get(node.id) ?? 0)),
      color: colours[node.kind],
      label: labelOf(node),
    })
  }
  for (const edge of edges) {
    if (!drawn.hasNode(edge.one) || !drawn.hasNode(edge.two)) continue
    const sure = surenessOf(edge)
    drawn.mergeEdge(edge.one, edge.two, { size: sure ? thickness[sure] : 1, color: LINE })
  }
  return drawn
}
