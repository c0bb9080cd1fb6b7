import Graph from 'graphology'
import { bidirectional } from 'graphology-shortest-path'
import type { GraphEdge, NetworkGraph } from './graph.ts'

export interface Way {
  nodes: string[]
  edges: GraphEdge[]
}

/** The shortest way by ties from one node to another; undefined until both are chosen, empty where there is none. */
export function wayBetween(
  graph: NetworkGraph,
  from: string | undefined,
  to: string | undefined,
): Way | undefined {
  if (!from || !to || from === to) return undefined
  const ids = new Set(graph.nodes.map(({ id }) => id))
  if (!ids.has(from) || !ids.has(to)) return undefined
  const walked = new Graph({ type: 'undirected', multi: false })
  for (const id of ids) walked.addNode(id)
  const ties = new Map(graph.edges.map((edge) => [edge.id, edge]))
  for (const { one, two } of graph.edges) walked.mergeEdge(one, two)
  const nodes = bidirectional(walked, from, to) ?? []
  const edges = nodes.slice(1).map((id, i) => {
    const [one, two] = [id, nodes[i]!].sort() as [string, string]
    return ties.get(`${one} ${two}`)!
  })
  return { nodes, edges }
}
