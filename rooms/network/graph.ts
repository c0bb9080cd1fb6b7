/**
 * The network of what a viewer may see: who and what stands in which file, each tie with all that
 * it rests on. An identity is one node; a number in two files is one node with two ties.
 */
import type { Name } from '../../core/people.ts'
import type { CaseTies, Certainty, Fact, IncidentKind, Resting, Role } from '../cases/door.ts'
import type { PartyRole, SiteKind, TiedSite } from '../worksites/door.ts'
import type { TieKind } from './tie.ts'

export const nodeKinds = [
  'person',
  'case',
  'phone',
  'account',
  'cnic',
  'passport',
  'vehicle',
  'agent',
  'place',
  'country',
  'worksite',
  'party',
] as const
export type NodeKind = (typeof nodeKinds)[number]

/**
 * What a tie rests on: an entry in a file, an allegation, an incident, a noted tie, the public
 * register; of a worksite that a case was opened from its labour file, after which visit, and whom
 * that file names as running it.
 */
export const evidenceKinds = [
  'file',
  'allegation',
  'incident',
  'noted',
  'register',
  'opened',
  'visit',
  'party',
] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

export interface Evidence {
  kind: EvidenceKind
  /** Of the entry that it is read from. */
  id: string
  caseId: string | null
  /** The fact alleged, the kind of incident, as what somebody runs a worksite. */
  code: Fact | IncidentKind | PartyRole | null
  roles: Role[]
  certainty: Certainty | null
  restsOn: Resting | null
  /** Who said it: a name or words where they may be shown, else only what they are in the file. */
  saidBy: string | null
  saidByRoles: Role[]
  on: string | null
}

export interface GraphNode {
  id: string
  kind: NodeKind
  /** A name, a reference, a masked number, a code of a place; null where a name is not known. */
  label: string | null
  otherLabel: string | null
  name: Name | null
  siteKind: SiteKind | null
  /** Of a file: the agency that keeps it. Never sent. */
  agencyId: string | null
  roles: Role[]
  /** The files in which it stands. */
  caseIds: string[]
  /** Whose number it is, or what noted it: by these it is opened. */
  personIds: string[]
  tieIds: string[]
}

export interface GraphEdge {
  id: string
  one: string
  two: string
  evidence: Evidence[]
}

export interface NetworkGraph {
  nodes: GraphNode[]
  edges: GraphEdge[]
}

/** A vehicle, agent, phone or account noted in a file. */
export interface NotedTie {
  id: string
  caseId: string
  personId: string | null
  kind: TieKind
  index: string | null
  masked: string | null
  licenseeId: string | null
  restsOn: Resting
  certainty: Certainty
  saidOn: string | null
  saidBy: string | null
}

export interface GraphParts extends CaseTies {
  ties: readonly NotedTie[]
  /** By person the id of the identity; whoever was joined with nobody is missing. */
  identities: ReadonlyMap<string, string>
  agents: readonly { id: string; licenceNumber: string; name: Name; phoneIndexes: string[] }[]
  /** None where the viewer may not open the labour file. */
  sites: readonly TiedSite[]
}

/**
 * Who stands in a file as accused and as nothing that deserves shelter: a victim who is accused as
 * well stays a victim here (Palermo Protocol, art. 6 and 9; the non-punishment principle).
 */
export const isSuspect = (roles: readonly Role[]): boolean =>
  roles.includes('accused') && !roles.includes('victim')

/** Puts the parts together. Only suspects, unless everyone in the files is asked for. */
export function graphOf(parts: GraphParts, everyone: boolean): NetworkGraph {
  const nodes = new Map<string, GraphNode>()
  const edges = new Map<string, GraphEdge>()
  const people = new Map(parts.persons.map((one) => [one.id, one]))
  const groupOf = (id: string) => parts.identities.get(id) ?? id
  // One file that knows somebody as a victim shelters the whole identity.
  const sheltered = new Set(
    parts.persons.filter(({ roles }) => !isSuspect(roles)).map(({ id }) => groupOf(id)),
  )
  const isShown = (id: string) => everyone || (people.has(id) && !sheltered.has(groupOf(id)))
  const idOf = (id: string) => `person:${groupOf(id)}`
  const wordsOf = (words: string | null) => (everyone ? words : null)

  function node(id: string, kind: NodeKind, label: string | null): GraphNode {
    const known = nodes.get(id)
    if (known) return known
    const made: GraphNode = {
      id,
      kind,
      label,
      otherLabel: null,
      name: null,
      siteKind: null,
      agencyId: null,
      roles: [],
      caseIds: [],
      personIds: [],
      tieIds: [],
    }
    nodes.set(id, made)
    return made
  }

  function tie(a: string, b: string, evidence: Evidence) {
    const [one, two] = a < b ? [a, b] : [b, a]
    const id = `${one} ${two}`
    const edge = edges.get(id) ?? { id, one, two, evidence: [] }
    edge.evidence.push(evidence)
    edges.set(id, edge)
    for (const end of [one, two]) {
      const at = nodes.get(end)!
      if (evidence.caseId && !at.caseIds.includes(evidence.caseId)) at.caseIds.push(evidence.caseId)
    }
  }

  for (const file of parts.cases) {
    const at = node(`case:${file.id}`, 'case', file.reference)
    at.otherLabel = file.title
    at.name = file.agency
    at.agencyId = file.agencyId
    at.caseIds.push(file.id)
  }

  for (const person of parts.persons.filter(({ id }) => isShown(id))) {
    const at = node(idOf(person.id), 'person', null)
    Object.assign(at, twoNames(at.label, at.otherLabel, person.name, person.otherName))
    at.roles = [...new Set([...at.roles, ...person.roles])]
    at.personIds.push(person.id)
    const entered = bare('file', person.id, person.caseId, {
      roles: person.roles,
      on: person.addedAt.slice(0, 10),
    })
    tie(at.id, `case:${person.caseId}`, entered)
    for (const { kind, index, masked } of person.numbers) {
      const number = node(`${kind}:${index}`, kind, masked)
      number.personIds.push(person.id)
      tie(at.id, number.id, entered)
    }
  }

  for (const one of parts.allegations) {
    const sayer = one.saidByPersonId ? people.get(one.saidByPersonId) : undefined
    const shown = sayer && isShown(sayer.id)
    const evidence: Evidence = {
      ...bare('allegation', one.id, one.caseId, { on: one.saidOn }),
      code: one.fact,
      certainty: one.certainty,
      restsOn: one.restsOn,
      // Free words may name whoever is sheltered.
      saidBy: sayer ? (shown ? (sayer.name ?? sayer.otherName) : null) : wordsOf(one.saidByWords),
      saidByRoles: sayer?.roles ?? [],
    }
    const [accused, victim] = [one.accusedId, one.victimId].map((id) =>
      id && isShown(id) ? idOf(id) : undefined,
    )
    if (accused && victim && accused !== victim) tie(accused, victim, evidence)
    else if (accused ?? victim) tie((accused ?? victim)!, `case:${one.caseId}`, evidence)
  }

  for (const one of parts.incidents) {
    const place = one.placeCode
      ? node(`place:${one.placeCode}`, 'place', one.placeCode)
      : one.country && node(`country:${one.country}`, 'country', one.country)
    if (!place) continue
    const evidence = bare('incident', one.id, one.caseId, { on: one.fromOn ?? one.untilOn })
    tie(place.id, `case:${one.caseId}`, { ...evidence, code: one.kind })
  }

  const agents = new Map(parts.agents.map((one) => [one.id, one]))
  for (const one of parts.ties) {
    if (one.personId && !isShown(one.personId)) continue
    const at = one.licenseeId
      ? agentNode(one.licenseeId)
      : node(`${one.kind}:${one.index}`, one.kind, one.masked)
    at.tieIds.push(one.id)
    const end = one.personId ? idOf(one.personId) : `case:${one.caseId}`
    tie(at.id, end, {
      ...bare('noted', one.id, one.caseId, { on: one.saidOn }),
      certainty: one.certainty,
      restsOn: one.restsOn,
      saidBy: wordsOf(one.saidBy),
    })
    if (one.personId)
      at.caseIds = at.caseIds.includes(one.caseId) ? at.caseIds : [...at.caseIds, one.caseId]
  }

  // The public register says whose office a phone is.
  for (const agent of parts.agents)
    for (const index of agent.phoneIndexes.filter((one) => nodes.has(`phone:${one}`)))
      tie(agentNode(agent.id).id, `phone:${index}`, {
        ...bare('register', agent.id, null, { on: null }),
        certainty: 'documented',
        restsOn: 'document',
      })

  // Of the worker for whom a case was opened nothing is told. Whoever runs a site is an entry of the
  // labour file: never one with a person of a case, whatever the name.
  for (const site of parts.sites) {
    // Found by a phone alone: the phone of somebody who is not shown leads nowhere.
    const isReached = site.parties.some(({ phoneIndex }) => nodes.has(`phone:${phoneIndex}`))
    if (!site.cases.length && !isReached) continue
    const at = node(`worksite:${site.id}`, 'worksite', site.name)
    at.name = site.agency
    at.siteKind = site.kind
    for (const { linkId, caseId, openedOn, visit } of site.cases) {
      tie(at.id, `case:${caseId}`, bare('opened', linkId, caseId, { on: openedOn }))
      if (visit) tie(at.id, `case:${caseId}`, bare('visit', visit.id, caseId, { on: visit.on }))
    }
    for (const { id, role, name, phoneIndex, addedOn } of site.parties) {
      const party = node(`party:${id}`, 'party', name)
      const entered = { ...bare('party', id, null, { on: addedOn }), code: role }
      tie(party.id, at.id, entered)
      const phone = `phone:${phoneIndex}`
      if (nodes.has(phone)) tie(party.id, phone, entered)
    }
  }

  function agentNode(id: string): GraphNode {
    const agent = agents.get(id)
    const at = node(`agent:${id}`, 'agent', agent?.licenceNumber ?? null)
    at.name = agent?.name ?? null
    return at
  }

  return { nodes: [...nodes.values()], edges: [...edges.values()] }
}

export const inArabicLetters = (text: string) => /\p{Script=Arabic}/u.test(text)

/** Of all names of one person the first, and another: one in the other letters where there is one. */
function twoNames(...written: (string | null)[]): Pick<GraphNode, 'label' | 'otherLabel'> {
  const [label = null, ...more] = written.filter((name) => name !== null)
  const others = more.filter((name) => name !== label)
  const reads = label !== null && inArabicLetters(label)
  const other = others.find((name) => inArabicLetters(name) !== reads) ?? others[0]
  return { label, otherLabel: other ?? null }
}

function bare(
  kind: EvidenceKind,
  id: string,
  caseId: string | null,
  of: { roles?: Role[]; on: string | null },
): Evidence {
  return {
    kind,
    id,
    caseId,
    code: null,
    roles: of.roles ?? [],
    certainty: null,
    restsOn: null,
    saidBy: null,
    saidByRoles: [],
    on: of.on,
  }
}

/** Two graphs as one: what both hold stands once, with the evidence of both. */
export function joined(one: NetworkGraph, two: NetworkGraph): NetworkGraph {
  const nodes = new Map(one.nodes.map((node) => [node.id, node]))
  for (const node of two.nodes) {
    const known = nodes.get(node.id)
    nodes.set(node.id, known ? joinedNode(known, node) : node)
  }
  const edges = new Map(one.edges.map((edge) => [edge.id, edge]))
  for (const edge of two.edges) {
    const known = edges.get(edge.id)
    if (!known) {
      edges.set(edge.id, edge)
      continue
    }
    const ids = new Set(known.evidence.map(({ kind, id }) => `${kind} ${id}`))
    const more = edge.evidence.filter(({ kind, id }) => !ids.has(`${kind} ${id}`))
    if (more.length) edges.set(edge.id, { ...known, evidence: [...known.evidence, ...more] })
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] }
}

/** A graph without what was withdrawn of it: a tie that rested on nothing else, and what only it joined. */
export function without(graph: NetworkGraph, evidenceId: string): NetworkGraph {
  const touched = new Set<string>()
  const edges = graph.edges.flatMap((edge) => {
    const evidence = edge.evidence.filter(({ id }) => id !== evidenceId)
    if (evidence.length === edge.evidence.length) return edge
    touched.add(edge.one).add(edge.two)
    return evidence.length ? { ...edge, evidence } : []
  })
  const tied = new Set(edges.flatMap(({ one, two }) => [one, two]))
  const stays = ({ id, kind }: GraphNode) => !touched.has(id) || tied.has(id) || kind === 'case'
  const nodes = graph.nodes
    .filter(stays)
    .map((node) =>
      node.tieIds.includes(evidenceId)
        ? { ...node, tieIds: node.tieIds.filter((id) => id !== evidenceId) }
        : node,
    )
  return { nodes, edges }
}

const union = <T>(one: readonly T[], two: readonly T[]): T[] => [...new Set([...one, ...two])]

const joinedNode = (one: GraphNode, two: GraphNode): GraphNode => ({
  ...one,
  ...(one.kind === 'person' && twoNames(one.label, one.otherLabel, two.label, two.otherLabel)),
  roles: union(one.roles, two.roles),
  caseIds: union(one.caseIds, two.caseIds),
  personIds: union(one.personIds, two.personIds),
  tieIds: union(one.tieIds, two.tieIds),
})

const sureness: readonly Certainty[] = [
  'disputed',
  'said',
  'supported',
  'documented',
  'established',
]

/** How sure a tie is: as sure as the best that it rests on; an entry in a file alone says nothing of it. */
export function surenessOf({ evidence }: Pick<GraphEdge, 'evidence'>): Certainty | null {
  const ranks = evidence.flatMap(({ certainty }) =>
    certainty ? [sureness.indexOf(certainty)] : [],
  )
  return ranks.length ? sureness[Math.max(...ranks)]! : null
}

export interface GraphFilter {
  kinds: readonly NodeKind[]
  from: string | null
  until: string | null
}

/**
 * What is left of a graph by kind and time. A tie stays with what it rests on in that time, and
 * with what carries no day; a node that only passed ties joined falls away with them.
 */
export function filtered(graph: NetworkGraph, { kinds, from, until }: GraphFilter): NetworkGraph {
  const wanted = new Set(kinds)
  const nodes = new Map(
    graph.nodes.filter(({ kind }) => wanted.has(kind)).map((node) => [node.id, node]),
  )
  const inTime = ({ on }: Evidence) => !on || ((!from || on >= from) && (!until || on <= until))
  const edges = graph.edges.flatMap((edge) => {
    if (!nodes.has(edge.one) || !nodes.has(edge.two)) return []
    const evidence = edge.evidence.filter(inTime)
    return evidence.length ? [{ ...edge, evidence }] : []
  })
  if (!from && !until) return { nodes: [...nodes.values()], edges }
  const tied = new Set(edges.flatMap(({ one, two }) => [one, two]))
  return { nodes: [...nodes.values()].filter(({ id }) => tied.has(id)), edges }
}
