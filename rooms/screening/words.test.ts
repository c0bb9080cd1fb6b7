import { expect, test } from 'vitest'
import { factCodes } from '../cases/facts.ts'
import { decisionStatuses, reasonCodes, reconsiderationCauses } from './decision.ts'
import {
  actQuestions,
  dimensions,
  forcedLabourSigns,
  formQuestions,
  iloIndicators,
  indicatorIds,
  indicatorSets,
} from './instrument.ts'
import {
  answerRestings,
  interpreters,
  interviewStates,
  othersPresent,
  sectionsFor,
} from './interview.ts'
import { answerValues } from './screening.ts'
import { vulnerabilityCodes } from './vulnerability.ts'
import en from './words/en.json' with { type: 'json' }
import ur from './words/ur.json' with { type: 'json' }

const texts: Record<string, Record<string, string>> = { en, ur }
const asked = [...actQuestions, ...iloIndicators, ...formQuestions].map((one) => one.id)
const under = (start: string, codes: readonly (string | number)[], end = '') =>
  codes.map((code) => `screening.${start}.${code}${end}`)
const needed = [
  ...under('indicator', indicatorIds, '.label'),
  ...under('indicator', asked, '.ask'),
  ...under('ilo11', forcedLabourSigns),
  ...under('dimension', dimensions),
  ...under('set', indicatorSets),
  ...under('standing', indicatorSets),
  ...under('section', ['setting', ...sectionsFor('adult-labour'), 'vulnerabilities', 'decision']),
  ...under('section', [...sectionsFor('child-labour'), 'vulnerabilities'], '.text'),
  ...under('value', answerValues),
  ...under('rests', answerRestings),
  ...under('interpreter', interpreters),
  ...under('others', othersPresent),
  ...under('state', interviewStates),
  ...under('status', decisionStatuses),
  ...under('status', decisionStatuses, '.means'),
  ...under('reason', reasonCodes),
  ...under('cause', reconsiderationCauses),
  ...under('vulnerability', vulnerabilityCodes),
  ...under('fact', factCodes),
]
const namesIn = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()

test.each(['en', 'ur'])('every code has its text: %s', (language) => {
  expect(needed.filter((key) => !texts[language]![key]?.trim())).toEqual([])
})

test('both languages have the same texts, with the same values in them', () => {
  expect(Object.keys(ur).sort()).toEqual(Object.keys(en).sort())
  for (const [key, text] of Object.entries(texts.en!))
    expect(namesIn(texts.ur![key]!), key).toEqual(namesIn(text))
})

test('every Urdu text is in Urdu letters', () => {
  const latin = Object.entries(texts.ur!).filter(([, text]) => !/[\u0600-\u06FF]/.test(text))
  expect(latin.map(([key]) => key)).toEqual([])
})

test('no text says that somebody is not a victim', () => {
  for (const text of Object.values(texts.en!)) expect(text).not.toMatch(/\bnot a victim\b/i)
})

test('no question asks why somebody did what they did', () => {
  for (const id of asked)
    expect(texts.en![`screening.indicator.${id}.ask`]).not.toMatch(/^why\b|why did you/i)
})
