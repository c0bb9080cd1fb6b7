import { Type } from 'typebox'
import { Problem } from '../../core/problem.ts'
import { FileAnswer, type Route, route } from '../../core/routes.ts'
import { codes, Id } from '../../core/schema.ts'
import { printPdf } from '../../web/print/document.ts'
import { casesWith, dayInPakistan } from '../cases/door.ts'
import { listLicenseeBriefs } from '../recruiters/door.ts'
import { chosenPart, courtPrint } from './court-print.ts'
import { ftmOf } from './ftm.ts'
import { casesAround, gather } from './gathering.ts'
import type { NetworkGraph } from './graph.ts'
import { GraphAnswer, NodeId } from './graph-shapes.ts'
import { exporters, mayNoteIn, viewers } from './permissions.ts'
import { printingIn } from './printing.ts'

const FIRST_CASES = 60
const CASES_AROUND = 40
const MOST_PRINTED = 80
const MOST_EXPORTED = 500

/** Everything of the graph that is about somebody, some file or some worksite, for the audit trail. */
function named({ nodes }: NetworkGraph): string[] {
  return nodes.flatMap(({ id, kind, personIds, caseIds }) => [
    ...personIds,
    ...(kind === 'case' ? caseIds : []),
    ...(kind === 'worksite' ? [id.slice('worksite:'.length)] : []),
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
    async act({ db, house, person, body, about }) {
      const most = body.around ? CASES_AROUND : FIRST_CASES
      const found = body.around
        ? await casesAround(db, house, body.around, most + 1)
        : body.caseId
          ? [body.caseId]
          : await casesWith(db, { kind: 'latest' }, most + 1)
      const graph = await gather(db, house, found.slice(0, most), body.everyone ?? false)
      about(...named(graph))
      const mayNote = graph.nodes.flatMap(({ agencyId, caseIds }) =>
        agencyId && mayNoteIn(person, { agencyId }) ? caseIds : [],
      )
      return { ...graph, mayNote, more: found.length > most }
    },
  }),
  route({
    method: 'POST',
    url: '/api/network/graph/print',
    name: 'network.print-graph',
    summary: 'A chosen part of the network as PDF for a court, with the sources of each tie',
    who: viewers,
    body: Type.Object(
      {
        caseIds: Type.Array(Id, { minItems: 1, maxItems: 100 }),
        nodes: Type.Array(NodeId, { minItems: 1, maxItems: MOST_PRINTED }),
        everyone: Type.Optional(Type.Boolean()),
        lang: codes(['ur', 'en']),
      },
      { additionalProperties: false },
    ),
    answer: 'file',
    async act({ db, house, person, body, now, about }) {
      const whole = await gather(db, house, body.caseIds, body.everyone ?? false)
      const part = chosenPart(whole, body.nodes)
      if (!part.nodes.length) throw new Problem('absent', 'network/nothing-to-print')
      about(...named(part), ...part.nodes.flatMap(({ caseIds }) => caseIds))
      const references = new Map(
        whole.nodes
          .filter(({ kind }) => kind === 'case')
          .map(({ id, label }) => [id.slice('case:'.length), label ?? '']),
      )
      const words = await printingIn(db, house, body.lang)
      const of = { by: person.name[body.lang], on: dayInPakistan(now), references }
      return new FileAnswer({
        type: 'application/pdf',
        bytes: await printPdf(courtPrint(words, part, of)),
        name: `network-${body.lang}.pdf`,
      })
    },
  }),
  route({
    method: 'GET',
    url: '/api/network/ftm',
    name: 'network.export-ftm',
    summary:
      'Suspects, organisations and licences as FollowTheMoney entities, one a line; never a victim, never a number',
    who: exporters,
    answer: 'file',
    async act({ db, house, about }) {
      const cases = await casesWith(db, { kind: 'latest' }, MOST_EXPORTED)
      const graph = await gather(db, house, cases, false)
      about(...named(graph))
      const agents = graph.nodes.flatMap(({ kind, id }) =>
        kind === 'agent' ? id.slice('agent:'.length) : [],
      )
      const entities = ftmOf(graph, await listLicenseeBriefs(db, agents))
      return new FileAnswer({
        type: 'application/json+ftm',
        bytes: entities.map((one) => `${JSON.stringify(one)}\n`).join(''),
        name: 'network.ftm.json',
      })
    },
  }),
]
