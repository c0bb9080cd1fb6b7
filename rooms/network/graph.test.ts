import { describe, expect, test } from 'vitest'
import {
  filtered,
  type GraphParts,
  graphOf,
  joined,
  type NetworkGraph,
  nodeKinds,
  surenessOf,
} from './graph.ts'

// Made-up people in two made-up files.
const person = (
  id: string,
  caseId: string,
  roles: GraphParts['persons'][number]['roles'],
  phone?: string,
): GraphParts['persons'][number] => ({
  id,
  caseId,
  roles,
  name: `${id} (made up)`,
  otherName: null,
  birthOn: null,
  citizenship: null,
  addedAt: '2026-03-01T10:00:00.000Z',
  numbers: phone
    ? [{ kind: 'phone', index: phone, masked: `••• ${phone}`, value: `+92300000${phone}` }]
    : [],
})
const file = (id: string): GraphParts['cases'][number] => ({
  id,
  jurisdiction: 'PK-PB',
  agencyId: 'agency',
  agency: { en: 'A made-up circle', ur: 'فرضی سرکل' },
  reference: `REF-${id}`,
  title: 'made up',
  status: 'open',
  openedAt: '2026-03-01T10:00:00.000Z',
})
const said = (
  of: Partial<GraphParts['allegations'][number]>,
): GraphParts['allegations'][number] => ({
  id: 'said',
  caseId: 'one',
  fact: 'recruited',
  accusedId: null,
  victimId: null,
  saidByPersonId: null,
  saidByWords: null,
  restsOn: 'statement',
  certainty: 'said',
  saidOn: '2026-02-01',
  ...of,
})
const parts = (of: Partial<GraphParts> = {}): GraphParts => ({
  cases: [file('one'), file('two')],
  persons: [
    person('recruiter', 'one', ['accused'], '111'),
    person('girl', 'one', ['victim'], '222'),
    person('mother', 'one', ['informant', 'family']),
    person('other', 'two', ['accused'], '111'),
  ],
  incidents: [
    {
      id: 'incident',
      caseId: 'one',
      kind: 'Recruitment',
      fromOn: '2026-01-05',
      untilOn: null,
      placeCode: 'PK-PB-gujrat',
      country: 'PAK',
    },
  ],
  allegations: [said({ accusedId: 'recruiter', victimId: 'girl', saidByPersonId: 'mother' })],
  ties: [],
  identities: new Map(),
  agents: [],
  sites: [],
  ...of,
})
const ids = (graph: NetworkGraph, kind: string) =>
  graph.nodes.filter((node) => node.kind === kind).map(({ id }) => id)

describe('who is sheltered', () => {
  test('victims, witnesses and family, and their numbers, are not in the network of suspects', () => {
    const graph = graphOf(parts(), false)
    expect(ids(graph, 'person')).toEqual(['person:recruiter', 'person:other'])
    const all = JSON.stringify(graph)
    for (const hidden of ['girl', 'mother', '222']) expect(all).not.toContain(hidden)
  })

  test('what a sheltered person said stays as evidence, with what they are and not who', () => {
    const graph = graphOf(parts(), false)
    const edge = graph.edges.find(({ id }) => id === 'case:one person:recruiter')!
    expect(edge.evidence).toContainEqual(
      expect.objectContaining({
        kind: 'allegation',
        code: 'recruited',
        saidBy: null,
        saidByRoles: ['informant', 'family'],
        certainty: 'said',
        on: '2026-02-01',
      }),
    )
  })

  test('free words of who said it are not shown beside suspects alone: they may name a victim', () => {
    const allegations = [said({ accusedId: 'recruiter', saidByWords: 'the girl, by telephone' })]
    const told = (everyone: boolean) => JSON.stringify(graphOf(parts({ allegations }), everyone))
    expect(told(false)).not.toContain('by telephone')
    expect(told(true)).toContain('by telephone')
  })

  test('whoever one file knows as a victim is sheltered in every file where they are one person', () => {
    const graph = graphOf(
      parts({
        persons: [person('a', 'one', ['accused'], '111'), person('b', 'two', ['victim'])],
        allegations: [],
        identities: new Map([
          ['a', 'a'],
          ['b', 'a'],
        ]),
      }),
      false,
    )
    expect(ids(graph, 'person')).toEqual([])
    expect(ids(graph, 'phone')).toEqual([])
  })

  test('an accused who is a victim too is sheltered', () => {
    const both = parts({ persons: [person('both', 'one', ['victim', 'accused'])], allegations: [] })
    expect(ids(graphOf(both, false), 'person')).toEqual([])
    expect(ids(graphOf(both, true), 'person')).toEqual(['person:both'])
  })

  test('a tie noted of a sheltered person is not shown', () => {
    const noted = {
      id: 'tie',
      caseId: 'one',
      personId: 'girl',
      kind: 'vehicle' as const,
      index: 'plate',
      masked: '••• 123',
      licenseeId: null,
      restsOn: 'statement' as const,
      certainty: 'said' as const,
      saidOn: null,
      saidBy: null,
    }
    expect(ids(graphOf(parts({ ties: [noted] }), false), 'vehicle')).toEqual([])
    expect(ids(graphOf(parts({ ties: [noted] }), true), 'vehicle')).toEqual(['vehicle:plate'])
  })
})

test('a number in two files is one node with a tie to each of its people', () => {
  const graph = graphOf(parts(), false)
  expect(ids(graph, 'phone')).toEqual(['phone:111'])
  const ties = graph.edges.filter(({ one, two }) => [one, two].includes('phone:111'))
  expect(ties.map(({ one, two }) => (one === 'phone:111' ? two : one)).sort()).toEqual([
    'person:other',
    'person:recruiter',
  ])
})

test('people who were judged the same are one node that stands in both files', () => {
  const identities = new Map([
    ['recruiter', 'other'],
    ['other', 'other'],
  ])
  const graph = graphOf(parts({ identities }), false)
  expect(ids(graph, 'person')).toEqual(['person:other'])
  const node = graph.nodes.find(({ kind }) => kind === 'person')!
  expect([...node.caseIds].sort()).toEqual(['one', 'two'])
})

test('one person under two names in two files bears both, one in each script where there is one', () => {
  const [one, two] = [person('recruiter', 'one', ['accused']), person('other', 'two', ['accused'])]
  const named = (first: string, second: string) => {
    const identities = new Map([
      ['recruiter', 'other'],
      ['other', 'other'],
    ])
    const persons = [
      { ...one, name: first, otherName: 'Chacha (made up)' },
      { ...two, name: second },
    ]
    const node = graphOf(parts({ persons, identities, allegations: [] }), false).nodes.find(
      ({ kind }) => kind === 'person',
    )!
    return [node.label, node.otherLabel]
  }
  expect(named('Naeem (made up)', 'نعیم (فرضی)')).toEqual(['Naeem (made up)', 'نعیم (فرضی)'])
  expect(named('Naeem (made up)', 'Naeem (made up)')).toEqual([
    'Naeem (made up)',
    'Chacha (made up)',
  ])
})

test('the register ties an agent to the phone of its office, and to no other', () => {
  const agent = {
    id: 'firm',
    licenceNumber: 'MPD/1/GJT',
    name: { en: 'A firm', ur: 'فرم' },
    phoneIndexes: ['111', '999'],
  }
  const graph = graphOf(parts({ agents: [agent] }), false)
  const ties = graph.edges.filter(({ one, two }) => [one, two].includes('agent:firm'))
  expect(ties.map(({ id }) => id)).toEqual(['agent:firm phone:111'])
})

describe('a worksite', () => {
  const kiln = (phoneIndex: string | null): GraphParts['sites'][number] => ({
    id: 'kiln',
    kind: 'kiln',
    name: 'Kiln (made up)',
    agency: { en: 'A labour office', ur: 'دفتر محنت' },
    cases: [
      { linkId: 'l1', caseId: 'one', openedOn: '2026-03-01', visit: { id: 'v', on: '2026-02-20' } },
      { linkId: 'l2', caseId: 'two', openedOn: '2026-03-05', visit: null },
    ],
    // Called as the accused of file one is.
    parties: [
      { id: 'o', role: 'owner', name: 'recruiter (made up)', phoneIndex, addedOn: '2026-02-20' },
    ],
  })
  const tied = (graph: NetworkGraph, id: string) =>
    graph.edges.filter(({ one, two }) => [one, two].includes(id)).map((edge) => edge.id)

  test('ties two cases opened from it, each by the visit and the day, as sure as was recorded: not at all', () => {
    const graph = graphOf(parts({ sites: [kiln(null)] }), false)
    expect(tied(graph, 'worksite:kiln')).toEqual([
      'case:one worksite:kiln',
      'case:two worksite:kiln',
      'party:o worksite:kiln',
    ])
    const [first, second] = graph.edges.filter(({ two }) => two === 'worksite:kiln')
    expect(first!.evidence.map(({ kind, on }) => [kind, on])).toEqual([
      ['opened', '2026-03-01'],
      ['visit', '2026-02-20'],
    ])
    expect(second!.evidence.map(({ kind }) => kind)).toEqual(['opened'])
    expect(surenessOf(first!)).toBeNull()
  })

  test('whoever runs it is nobody of a case by name; a phone that both have is a tie, not a person', () => {
    const apart = graphOf(parts({ sites: [kiln(null)] }), true)
    expect(tied(apart, 'party:o')).toEqual(['party:o worksite:kiln'])
    const met = graphOf(parts({ sites: [kiln('111')] }), false)
    expect(tied(met, 'party:o')).toEqual(['party:o worksite:kiln', 'party:o phone:111'])
    expect(ids(met, 'person')).toEqual(['person:recruiter', 'person:other'])
  })

  test('the phone of who is sheltered brings nobody to it', () => {
    const graph = graphOf(parts({ sites: [kiln('222')] }), false)
    expect(tied(graph, 'party:o')).toEqual(['party:o worksite:kiln'])
    expect(JSON.stringify(graph)).not.toContain('222')
  })
})

test('a tie is as sure as the best it rests on; an entry in a file alone says nothing of that', () => {
  const graph = graphOf(
    parts({
      allegations: [
        said({ accusedId: 'recruiter', certainty: 'said' }),
        said({ id: 'paper', accusedId: 'recruiter', certainty: 'documented' }),
      ],
    }),
    false,
  )
  const edge = (id: string) => graph.edges.find((one) => one.id === id)!
  expect(surenessOf(edge('case:one person:recruiter'))).toBe('documented')
  expect(surenessOf(edge('case:two person:other'))).toBeNull()
})

test('a filter by time keeps what rests on that time or on no day, and drops who is left without a tie', () => {
  const graph = graphOf(parts(), false)
  const kinds = nodeKinds
  const january = filtered(graph, { kinds, from: '2026-01-01', until: '2026-01-31' })
  expect(january.nodes.map(({ id }) => id).sort()).toEqual(['case:one', 'place:PK-PB-gujrat'])
  const all = filtered(graph, { kinds, from: null, until: null })
  expect(all).toEqual(graph)
})

test('a filter by kind drops the ties of what is not shown', () => {
  const kinds = nodeKinds.filter((kind) => kind !== 'phone')
  const graph = filtered(graphOf(parts(), false), { kinds, from: null, until: null })
  expect(ids(graph, 'phone')).toEqual([])
  expect(graph.edges.every(({ id }) => !id.includes('phone:'))).toBe(true)
})

test('joining a graph with itself, or with a part of it, changes nothing', () => {
  const whole = graphOf(parts(), true)
  const part = filtered(whole, { kinds: ['person', 'case'], from: null, until: null })
  expect(joined(whole, whole)).toEqual(whole)
  expect(joined(whole, part)).toEqual(whole)
})
