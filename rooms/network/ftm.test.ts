import { expect, test } from 'vitest'
import { ftmOf } from './ftm.ts'
import type { GraphNode, NetworkGraph } from './graph.ts'

// Everybody is made up.
const node = (id: string, of: Partial<GraphNode> = {}): GraphNode => ({
  id,
  kind: id.split(':')[0] as GraphNode['kind'],
  label: `${id} label`,
  otherLabel: null,
  name: null,
  siteKind: null,
  agencyId: null,
  roles: [],
  caseIds: ['file'],
  personIds: [],
  tieIds: [],
  ...of,
})
const tie = (one: string, two: string) => ({ id: `${one} ${two}`, one, two, evidence: [] })
const graph: NetworkGraph = {
  nodes: [
    node('person:suspect', { roles: ['accused'] }),
    node('person:second', { roles: ['accused'] }),
    node('person:sheltered', { roles: ['victim'] }),
    node('person:both', { roles: ['accused', 'victim'] }),
    node('person:teller', { roles: ['accused', 'informant'] }),
    node('phone:index', { label: '••• 002' }),
    node('agent:firm'),
    node('case:file'),
    node('worksite:kiln', { siteKind: 'kiln' }),
    // Called as the suspect is, and tied to the same phone: no more than that.
    node('party:owner', { label: 'person:suspect label' }),
  ],
  edges: [
    tie('person:suspect', 'phone:index'),
    tie('person:second', 'phone:index'),
    tie('person:sheltered', 'phone:index'),
    tie('agent:firm', 'person:suspect'),
    tie('person:sheltered', 'person:suspect'),
    tie('agent:firm', 'person:sheltered'),
    tie('case:file', 'worksite:kiln'),
    tie('party:owner', 'worksite:kiln'),
    tie('party:owner', 'phone:index'),
  ],
}
const firm = {
  id: 'firm',
  licenceNumber: 'MPD/1/GJT',
  name: { en: 'A made-up firm', ur: 'فرضی فرم' },
  placeCode: null,
  phones: ['+923000000001'],
  issuedOn: '2024-01-01',
  expiresOn: '2027-01-01',
  status: 'valid' as const,
}

test('nothing of a victim, witness or informant leaves, even where the graph holds them', () => {
  const text = JSON.stringify(ftmOf(graph, [firm]))
  for (const hidden of ['sheltered', 'both', 'teller']) expect(text).not.toContain(hidden)
})

test('no number of a person and no file leaves', () => {
  const text = JSON.stringify(ftmOf(graph, [firm]))
  for (const hidden of ['002', 'index', 'case']) expect(text).not.toContain(hidden)
})

test('suspects, organisations and licences leave as entities, and each link has both its ends', () => {
  const entities = ftmOf(graph, [firm])
  const ids = new Set(entities.map(({ id }) => id))
  expect(ids.size).toBe(entities.length)
  const count = (schema: string) => entities.filter((one) => one.schema === schema).length
  expect([count('Person'), count('Company'), count('License'), count('PublicBody')]).toEqual([
    2, 1, 1, 1,
  ])
  for (const link of entities.filter(({ schema }) => schema === 'UnknownLink'))
    for (const end of [link.properties.subject, link.properties.object])
      expect(ids.has(end![0]!), JSON.stringify(link)).toBe(true)
  const told = entities.flatMap(({ properties }) => properties.role ?? [])
  expect(told).toContain('the same phone')
})

test('no worksite leaves, nor who runs one, unless a file names that one as accused', () => {
  const entities = ftmOf(graph, [firm])
  expect(JSON.stringify(entities)).not.toMatch(/kiln|owner|worksite/)
  const named = entities.filter(({ properties }) =>
    properties.name?.includes('person:suspect label'),
  )
  expect(named.map(({ id }) => id)).toEqual(['panah-person-suspect'])
})

// FollowTheMoney's default model, 3.8.4: of each schema what must be there, and what may be, with the longest value.
const model: Record<string, { required: string[]; longest: Record<string, number> }> = {
  Person: { required: ['name'], longest: { name: 384, alias: 384, notes: 65_000 } },
  Company: {
    required: ['name'],
    longest: { name: 384, country: 16, registrationNumber: 64, phone: 32 },
  },
  PublicBody: { required: ['name'], longest: { name: 384, country: 16 } },
  License: {
    required: ['name', 'authority'],
    longest: { name: 384, authority: 200, status: 1024, contractDate: 32 },
  },
  UnknownLink: {
    required: ['subject', 'object'],
    longest: { subject: 200, object: 200, role: 1024, startDate: 32, endDate: 32 },
  },
}

test('every entity keeps to its schema, and whoever has no name, which a person must have, stays out', () => {
  const nameless = node('person:nameless', { label: null, roles: ['accused'] })
  const entities = ftmOf(
    { nodes: [...graph.nodes, nameless], edges: [...graph.edges, tie('agent:firm', nameless.id)] },
    [firm],
  )
  expect(JSON.stringify(entities)).not.toContain('nameless')
  for (const { id, schema, properties } of entities) {
    const { required, longest } = model[schema]!
    expect(id.length).toBeLessThanOrEqual(200)
    for (const name of required)
      expect(properties[name]?.length, `${id} ${name}`).toBeGreaterThan(0)
    for (const [name, values] of Object.entries(properties)) {
      expect(longest[name], `${schema} ${name}`).toBeDefined()
      for (const value of values) expect(value.length).toBeLessThanOrEqual(longest[name]!)
    }
  }
})

test('a suspect is never told as guilty', () => {
  const [person] = ftmOf(graph, [])
  expect(person!.properties.notes![0]).toMatch(/not a finding/)
  expect(person!.properties.topics).toBeUndefined()
})
