import { expect, test } from 'vitest'
import { readWords } from '../../core/words.ts'
import { estimate, methods, tableOf } from '../../libraries/multiple-systems-estimation/index.ts'
import type { PrintDocument } from '../../web/print/document.ts'
import { estimateDocument, pictured } from './estimate-pdf.ts'

// What Noto Naskh Arabic draws by itself; a letter beyond it would come out as an empty box.
const drawable = /^[\u0600-\u06ff\u2067\u2069 ]+$/

test('the picture of the Urdu report says nothing that its one font cannot draw', () => {
  const t = readWords().t('ur')
  for (const key of ['chart.listed', ...methods.map((one) => `method.${one}`)])
    expect(pictured.ur.label(t(`estimate.${key}`, {}))).toMatch(drawable)
})

test('no text of the picture mixes letters with figures, which its one font would draw as boxes', async () => {
  const block = (await report('ur')).blocks.find((one) => one.kind === 'picture')
  const texts = [...block!.svg.matchAll(/<text[^>]*>([^<]+)</g)].map(([, text]) => text!)
  expect(texts.filter((text) => /\p{L}/u.test(text)).length).toBeGreaterThan(4)
  for (const text of texts) expect(text).toMatch(/^[\d,.]+$|^[^\d]+$/)
}, 30_000)

// Made up: three lists of the kinds of agency that Panah knows, which go together in no way.
const lists = {
  lists: ['provincial-police', 'ngo', 'shelter'],
  rows: [
    { on: [1, 0, 0], count: 120 },
    { on: [0, 1, 0], count: 90 },
    { on: [0, 0, 1], count: 80 },
    { on: [1, 1, 0], count: 18 },
    { on: [1, 0, 1], count: 14 },
    { on: [0, 1, 1], count: 12 },
    { on: [1, 1, 1], count: 3 },
  ],
}

const made = estimate(tableOf(lists.lists, lists.rows), { bootstraps: 100, threads: 0 })

async function report(lang: 'ur' | 'en') {
  return estimateDocument(
    { words: readWords() },
    {
      jurisdiction: 'PK',
      id: 'made-up',
      askedAt: '2026-11-01T08:00:00Z',
      source: 'cases',
      from: null,
      until: null,
      state: 'done',
      progress: 1,
      finishedAt: null,
      lists: { ...lists, people: 337, joined: 0 },
      report: await made,
      problem: null,
    },
    lang,
  )
}

/** Every text of a document that a reader sees; the picture's own are tested above. */
function textsOf({ title, side, blocks, foot }: PrintDocument): string[] {
  const found: string[] = [title, ...side, foot]
  const visit = (value: unknown): void => {
    if (typeof value === 'string') found.push(value)
    else if (value && typeof value === 'object') Object.values(value).forEach(visit)
  }
  for (const { kind: _, ...block } of blocks) visit('svg' in block ? { alt: block.alt } : block)
  return found
}

/** The names of methods that have no other name in Urdu. */
const methodNames = /BIC|BCa/g

test('the Urdu report has no Latin letters but the names of methods', async () => {
  for (const text of textsOf(await report('ur')))
    expect(text.replaceAll(methodNames, '')).not.toMatch(/[A-Za-z]/)
}, 30_000)

test('what each method settled on is told in words, with the number that the library found', async () => {
  const texts = textsOf(await report('en'))
  expect(texts).toContainEqual(
    expect.stringMatching(/^\d+ patterns? carr(y|ies) 99 % of the weight$/),
  )
  expect(texts).toContainEqual(expect.stringMatching(/^kinds with .* each: \d+(\.\d)?$/))
  expect(texts).toContainEqual('pattern \u2066[1,2,3]\u2069')
}, 30_000)

test('no reason for doubt, and nothing else that the report may say, has Latin letters in Urdu', () => {
  const said = Object.entries(readWords().all('ur')).filter(([key]) =>
    /^estimate\.(warning|report|assumes|always|model|method|limits|no-limits|chart)\b/.test(key),
  )
  expect(said.length).toBeGreaterThan(60)
  for (const [key, text] of said)
    expect(text.replaceAll(/\{\{\w+\}\}/g, '').replaceAll(methodNames, ''), key).not.toMatch(
      /[A-Za-z]/,
    )
})
