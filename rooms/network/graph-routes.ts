import { Type } from 'typebox'
import { type Route, route } from '../../core/routes.ts'
import { Id } from '../../core/schema.ts'
import { casesWith } from '../cases/door.ts'
import { casesAround, gather } from './gathering.ts'
import type { NetworkGraph } from './graph.ts'
import { GraphAnswer, NodeId } from './graph-shapes.ts'
import { viewers } from './permissions.ts'

const FIRST_CASES = 60
const CASES_AROUND = 40

/** Everything of the graph that is about somebody or some file, for the audit trail. */
function named({ nodes }: NetworkGraph): string[] {
  return nodes.flatMap(({ kind, personIds, caseIds }) => [
    ...personIds,
    ...(kind === 'case' ? caseIds : []),
  ])
}

export const graphRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/network/graph',
    name: 'network.read-graph',
    summary:
      'Who and what stands in which file: around a node, in a case, or in the newest cases. Suspects alone unless everyone is asked for; numbers are masked',
    who: viewers,
    body: Type.Object(
      {
        around: Type.Optional(NodeId),
        caseId: Type.Optional(Id),
        everyone: Type.Optional(Type.Boolean()),
      },
      { additionalProperties: false },
    ),
    answer: GraphAnswer,
    rateLimit: { max: 120, per: 'minute' },
    async act({ db, house, body, about }) {
      const most = body.around ? CASES_AROUND : FIRST_CASES
      const found = body.around
        ? await casesAround(db, house, body.around, most + 1)
        : body.caseId
          ? [body.caseId]
          : await casesWith(db, { kind: 'latest' }, most + 1)
      const graph = await gather(db, house, found.slice(0, most), body.everyone ?? false)
      about(...named(graph))
      return { ...graph, more: found.length > most }
    },
  }),
]
