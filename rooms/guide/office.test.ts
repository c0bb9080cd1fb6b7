import { describe, expect, it } from 'vitest'
import { byKind, isShownToPublic, nearest, type Office } from './office.ts'

const office = (kind: Office['kind'], id: string): Office => ({
  id,
  kind,
  name: { en: id, ur: id },
  place: null,
  placeCode: null,
  jurisdiction: 'PK',
  contact: null,
  madeUp: true,
  grade: 'M',
  source: 'made up',
})

describe('offices', () => {
  it('a shelter is not on the public page, so that nobody can be looked for there', () => {
    expect(isShownToPublic('shelter')).toBe(false)
  })

  it('prosecutors and overseers are not offices to turn to in need', () => {
    expect(isShownToPublic('prosecution')).toBe(false)
    expect(isShownToPublic('oversight-body')).toBe(false)
  })

  it('federal investigators come before labour inspectors, whatever the order of the list', () => {
    const kinds = byKind([office('labour-department', 'b'), office('federal-investigation', 'a')])
    expect(kinds.map(([kind]) => kind)).toEqual(['federal-investigation', 'labour-department'])
  })

  it('a kind without an office has no empty heading', () => {
    expect(byKind([office('ngo', 'a')])).toHaveLength(1)
  })

  it('somebody in a district is shown its own offices first, and none of another province', () => {
    const at = (id: string, jurisdiction: string, placeCode: string | null) => ({
      ...office('provincial-police', id),
      jurisdiction,
      placeCode,
    })
    const found = nearest(
      [
        at('federal', 'PK', 'PK-IS-islamabad'),
        at('lahore', 'PK-PB', 'PK-PB-lahore'),
        at('karachi', 'PK-SD', 'PK-SD-karachi-south'),
        at('gujrat', 'PK-PB', 'PK-PB-gujrat'),
      ],
      'PK-PB-gujrat',
    )
    expect(found.map(([near, some]) => [near, some.map(({ id }) => id)])).toEqual([
      ['district', ['gujrat']],
      ['province', ['lahore']],
      ['country', ['federal']],
    ])
  })
})
