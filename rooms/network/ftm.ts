/**
 * The network as FollowTheMoney entities (followthemoney.tech; schemata Person, Company, PublicBody,
 * License, UnknownLink): suspects, organisations and licences, and the ties between them.
 */
import type { LicenseeBrief } from '../recruiters/door.ts'
import {
  type GraphEdge,
  type GraphNode,
  isSuspect,
  type NetworkGraph,
  type NodeKind,
  surenessOf,
} from './graph.ts'

export interface FtmEntity {
  id: string
  schema: 'Person' | 'Company' | 'PublicBody' | 'License' | 'UnknownLink'
  properties: Record<string, string[]>
}

const NOT_PROOF =
  'Named as accused in a file. An accusation is not a finding; no court has decided by this entry.'
const AUTHORITY = 'panah-authority-beoe'

/**
 * Everybody who is more than a suspect is left out here once more, whatever graph was handed over:
 * nothing of a victim, a witness or an informant leaves this way.
 */
export function ftmOf(graph: NetworkGraph, licensees: readonly LicenseeBrief[]): FtmEntity[] {
  const suspects = graph.nodes.filter(
    // A Person must have a name there.
    ({ kind, roles, label }) =>
      kind === 'person' && label !== null && isSuspect(roles) && roles.length === 1,
  )
  const named = new Set([
    ...suspects.map(({ id }) => id),
    ...licensees.map(({ id }) => `agent:${id}`),
  ])
  return [
    ...suspects.map(personOf),
    ...(licensees.length ? [authority] : []),
    ...licensees.flatMap(companyOf),
    ...graph.edges.flatMap((edge) =>
      named.has(edge.one) && named.has(edge.two) ? [linkOf(edge)] : [],
    ),
    ...sharedNumbers(graph, named),
  ]
}

const idOf = (node: string) => `panah-${node.replace(':', '-')}`
const some = (...values: (string | null | undefined)[]) =>
  values.filter((one) => one != null && one !== '') as string[]
const entity = (
  id: string,
  schema: FtmEntity['schema'],
  properties: Record<string, string[]>,
): FtmEntity => ({
  id,
  schema,
  properties: Object.fromEntries(Object.entries(properties).filter(([, all]) => all.length)),
})

const personOf = (node: GraphNode): FtmEntity =>
  entity(idOf(node.id), 'Person', {
    name: some(node.label),
    alias: some(node.otherLabel),
    notes: [NOT_PROOF],
  })

const authority = entity(AUTHORITY, 'PublicBody', {
  name: ['Bureau of Emigration and Overseas Employment'],
  country: ['pk'],
})

function companyOf(one: LicenseeBrief): FtmEntity[] {
  const company = idOf(`agent:${one.id}`)
  const licence = `${company}-licence`
  return [
    entity(company, 'Company', {
      name: some(one.name.en, one.name.ur),
      country: ['pk'],
      registrationNumber: [one.licenceNumber],
      phone: one.phones,
    }),
    entity(licence, 'License', {
      name: [one.licenceNumber],
      authority: [AUTHORITY],
      status: [one.status],
      contractDate: some(one.issuedOn),
    }),
    entity(`${company}-holds`, 'UnknownLink', {
      subject: [company],
      object: [licence],
      role: ['holder of the licence'],
      startDate: some(one.issuedOn),
      endDate: some(one.expiresOn),
    }),
  ]
}

function linkOf(edge: GraphEdge): FtmEntity {
  return entity(idOf(edge.id.replaceAll(/[ :]/g, '-')), 'UnknownLink', {
    subject: [idOf(edge.one)],
    object: [idOf(edge.two)],
    role: [`noted in a file; ${surenessOf(edge) ?? 'entered'}`],
  })
}

const numberKinds: readonly NodeKind[] = ['phone', 'account', 'cnic', 'passport', 'vehicle']

/** Two who hold the same number are linked; the number itself does not leave. */
function sharedNumbers({ edges, nodes }: NetworkGraph, named: ReadonlySet<string>): FtmEntity[] {
  return nodes.flatMap(({ id, kind }) => {
    if (!numberKinds.includes(kind)) return []
    const holders = edges
      .flatMap(({ one, two }) => (one === id ? two : two === id ? one : []))
      .filter((one) => named.has(one))
      .sort()
    return holders.flatMap((one, i) =>
      holders.slice(i + 1).map((two) =>
        entity(`${idOf(one)}-${idOf(two)}-${kind}`, 'UnknownLink', {
          subject: [idOf(one)],
          object: [idOf(two)],
          role: [`the same ${kind}`],
        }),
      ),
    )
  })
}
