/** Where the nodes of a network are drawn, who belongs together, who stands between. */
import Graph from 'graphology'
import louvain from 'graphology-communities-louvain'
import forceAtlas2 from 'graphology-layout-forceatlas2'
import betweenness from 'graphology-metrics/centrality/betweenness.js'

export interface MeasureAsked {
  nodes: string[]
  /** Two places in `nodes` for each tie. */
  ties: [number, number][]
  /** Where a node was drawn before: it stays near there. */
  before: Record<string, [number, number]>
}

export interface Measured {
  x: Float32Array
  y: Float32Array
  community: Int32Array
  /** From 0 to 1; null where there are too many nodes to ask. */
  between: Float32Array | null
}

// Who stands between takes the product of nodes and ties: beyond this a page would wait for minutes.
const MOST_BETWEEN = 3_000

/** A random number from 0 to 1 that is the same each time: a picture must not change by itself. */
function seeded(): () => number {
  let state = 0x2545f491
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 4_294_967_296
  }
}

function build({ nodes, ties, before }: MeasureAsked): Graph {
  const random = seeded()
  const graph = new Graph({ type: 'undirected', multi: false })
  for (const id of nodes) {
    const [x, y] = before[id] ?? [random() * 100 - 50, random() * 100 - 50]
    graph.addNode(id, { x, y })
  }
  for (const [one, two] of ties) graph.mergeEdge(nodes[one]!, nodes[two]!)
  return graph
}

export function measure(asked: MeasureAsked): Measured {
  const graph = build(asked)
  const size = graph.order
  const place = new Map(asked.nodes.map((id, i) => [id, i]))
  const community = new Int32Array(size)
  const x = new Float32Array(size)
  const y = new Float32Array(size)
  let between: Float32Array | null = null
  if (graph.size > 0) {
    const found = louvain(graph, { rng: seeded() })
    for (const id of asked.nodes) community[place.get(id)!] = found[id]!
  }
  if (size > 2 && size <= MOST_BETWEEN) {
    between = new Float32Array(size)
    const found = betweenness(graph)
    for (const id of asked.nodes) between[place.get(id)!] = found[id]!
  }
  forceAtlas2.assign(graph, {
    // A large network finds its rough shape soon; the fine one costs more than it tells.
    iterations: size > 20_000 ? 30 : size > 2_000 ? 80 : 300,
    settings: {
      ...forceAtlas2.inferSettings(graph),
      barnesHutOptimize: size > 500,
      adjustSizes: false,
      gravity: 1,
    },
  })
  graph.forEachNode((id, { x: atX, y: atY }) => {
    x[place.get(id)!] = atX
    y[place.get(id)!] = atY
  })
  return { x, y, community, between }
}
