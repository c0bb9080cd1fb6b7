import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blocksOf, faultsOf, type Page, shippedPages } from './page-text.ts'

const page = (more: Partial<Page> = {}): Page => ({
  en: { title: 'Made up', lead: 'A page.', body: '# One\n- a\n- b\n\nEnd.' },
  ur: { title: 'فرضی', lead: 'ایک صفحہ۔', body: '# ایک\n- الف\n- ب\n\nختم۔' },
  sources: [{ about: { en: 'all of it', ur: 'سب' }, grade: 'M', source: 'made up for a test' }],
  ...more,
})
const faults = (more: Partial<Page>) => faultsOf(page(more)).map(({ fault }) => fault)

describe('a page does not go out', () => {
  test('without its text in a language', () => {
    expect(
      faultsOf(page({ ur: { title: '', lead: 'ایک۔', body: '# ایک\n- الف\n- ب\n\nختم۔' } })),
    ).toEqual([{ fault: 'title-missing', language: 'ur' }])
  })
  test('with Urdu in Roman letters, which many who read Urdu cannot read', () => {
    const ur = { title: 'Farzi', lead: 'Aik safha.', body: '# Aik\n- alif\n- be\n\nKhatam.' }
    expect(faults({ ur })).toEqual(['written-in-roman'])
  })
  test('where one language says more points than the other', () => {
    const ur = { title: 'فرضی', lead: 'ایک۔', body: '# ایک\n- الف\n\nختم۔' }
    expect(faults({ ur })).toEqual(['parts-differ'])
  })
  test('without a source', () => {
    expect(faults({ sources: [] })).toEqual(['no-source'])
  })
  test('and does where nothing is missing', () => {
    expect(faults({})).toEqual([])
  })
})

test('every text that comes with the software may go out', () => {
  for (const [slug, shipped] of shippedPages) expect([slug, faultsOf(shipped)]).toEqual([slug, []])
})

test('a body is read as headings, lists and paragraphs, and no letter of it is lost', () => {
  expect(blocksOf('# Head\n- one\n- two\ntext\nmore\n\nlast')).toEqual([
    { kind: 'heading', text: 'Head' },
    { kind: 'list', items: ['one', 'two'] },
    { kind: 'paragraph', text: 'text more' },
    { kind: 'paragraph', text: 'last' },
  ])
  fc.assert(
    fc.property(fc.array(fc.constantFrom('# a', '- b', 'c', '', '<b>', '-', '#')), (lines) => {
      const letters = (text: string) => text.replaceAll(/^(?:# |- )|\s/gm, '')
      const said = blocksOf(lines.join('\n')).flatMap((block) =>
        block.kind === 'list' ? block.items : [block.text],
      )
      expect(said.join('').replaceAll(' ', '')).toBe(lines.map(letters).join(''))
    }),
  )
})
