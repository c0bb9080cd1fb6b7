import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { House } from '../../core/house.ts'
import type { Report } from '../../libraries/multiple-systems-estimation/index.ts'
import { type Block, type PrintDocument, printPdf } from '../../web/print/document.ts'
import type { EstimateRow } from './estimate-records.ts'
import {
  doubtsOf,
  estimatesOf,
  limitsText,
  listLines,
  modelText,
  reachColumns,
  reachLines,
  type Speaker,
} from './estimate-text.ts'
import { EstimateChart } from './web/estimate-chart.tsx'

type Language = 'en' | 'ur'
type Done = EstimateRow & { report: Report }

/** The report for whoever decides: the answer in plain words first, what it rests on after. */
export function estimatePdf(house: Pick<House, 'words'>, one: Done, lang: Language) {
  return printPdf(estimateDocument(house, one, lang))
}

export function estimateDocument(
  house: Pick<House, 'words'>,
  one: Done,
  lang: Language,
): PrintDocument {
  const speaker = speakerOf(house, one, lang)
  const { t } = speaker
  const day = new Intl.DateTimeFormat(locales[lang], {
    dateStyle: 'long',
    timeZone: 'Asia/Karachi',
  })
  return {
    lang,
    title: t('estimate.report.title'),
    side: [day.format(new Date(one.askedAt)), t(`estimate.source.${one.source}`)],
    blocks: [
      ...answer(speaker, one.report),
      picture(speaker, one.report, lang),
      ...method(speaker, one.report),
      ...lists(speaker, one),
      ...doubts(speaker, one.report),
      ...fineprint(speaker, one),
    ],
    foot: t('estimate.report.foot'),
  }
}

const locales: Record<Language, string> = { en: 'en-GB', ur: 'ur-PK-u-nu-latn' }

function speakerOf(house: Pick<House, 'words'>, one: Done, lang: Language): Speaker {
  const translate = house.words.t(lang)
  const numbers = new Intl.NumberFormat(locales[lang])
  const t: Speaker['t'] = (key, values) => translate(key, values ?? {})
  return {
    t,
    number: (n) => numbers.format(n),
    list: (name) => (one.source === 'cases' ? t(`guide.agency-kind.${name}`) : name),
  }
}

function answer(speaker: Speaker, report: Report): Block[] {
  const { t, number } = speaker
  const red = doubtsOf(speaker, report).filter(({ grade }) => grade === 'red').length
  return [
    { kind: 'heading', text: t('estimate.report.answer') },
    {
      kind: 'text',
      text: t('estimate.report.short', {
        listed: number(report.listed),
        lowest: number(Math.round(report.range.lowest)),
        highest: number(Math.round(report.range.highest)),
        lower: number(Math.round(report.range.lower)),
        upper: number(Math.round(report.range.upper)),
      }),
    },
    {
      kind: 'text',
      strong: red > 0,
      text: red ? t('estimate.report.red', { count: number(red) }) : t('estimate.report.calm'),
    },
    { kind: 'heading', text: t('estimate.reach') },
    { kind: 'text', text: t('estimate.reach.text') },
    {
      kind: 'table',
      columns: reachColumns.map((column) => t(`estimate.reach.${column}`)),
      rows: reachLines(speaker, report),
    },
  ]
}

/** What stands in brackets is in letters that the one font lacks; the list below the picture has it. */
const withoutBrackets = (name: string) => name.replace(/ \(.*\)$/, '')

export const pictured = {
  ur: { dir: 'rtl', font: 'Noto Naskh Arabic', label: withoutBrackets },
  en: { dir: 'ltr', font: 'Source Sans 3', label: (name: string) => name },
} as const

function picture({ t, number }: Speaker, report: Report, lang: Language): Block {
  const title = t('estimate.chart')
  const { dir, font, label } = pictured[lang]
  const words = {
    title,
    listed: t('estimate.chart.listed'),
    method: (method: string) => label(t(`estimate.method.${method}`)),
    number,
    dir,
    font,
  }
  const svg = renderToStaticMarkup(createElement(EstimateChart, { report, words }))
  return { kind: 'picture', svg, alt: title }
}

function method(speaker: Speaker, report: Report): Block[] {
  const { t, number } = speaker
  return [
    { kind: 'heading', text: t('estimate.report.how') },
    { kind: 'text', text: t('estimate.report.how.text') },
    {
      kind: 'list',
      items: estimatesOf(report).map((one) => ({
        lead: `${t(`estimate.method.${one.method}`)}: `,
        text: `${number(Math.round(one.N))} (${limitsText(speaker, one)})`,
        under: [],
        small: t(`estimate.assumes.${one.method}`),
      })),
    },
  ]
}

function lists(speaker: Speaker, { lists: of }: Done): Block[] {
  if (!of) return []
  const { t, number, list } = speaker
  const say = (n: number | null) => (n === null ? t('estimate.report.small') : number(n))
  return [
    { kind: 'heading', text: t('estimate.report.lists') },
    {
      kind: 'table',
      columns: [
        t('estimate.report.list'),
        t('estimate.report.on-it'),
        t('estimate.report.on-another'),
      ],
      rows: listLines(of).map((one) => [list(one.list), say(one.people), say(one.onAnother)]),
    },
    { kind: 'small', text: t('estimate.report.lists.small') },
  ]
}

function doubts(speaker: Speaker, report: Report): Block[] {
  const { t } = speaker
  const found = doubtsOf(speaker, report)
  const heading: Block = { kind: 'heading', text: t('estimate.warnings') }
  if (!found.length) return [heading, { kind: 'text', text: t('estimate.warnings.none') }]
  return [
    heading,
    {
      kind: 'list',
      items: found.map(({ grade, text }) => ({
        lead: grade === 'red' ? `${t('estimate.grade.red')}: ` : '',
        text,
        under: [],
        small: '',
      })),
    },
  ]
}

function fineprint(speaker: Speaker, { report, lists: of }: Done): Block[] {
  const { t, number } = speaker
  const patterns: Block = { kind: 'small', text: t('estimate.report.patterns') }
  return [
    { kind: 'heading', text: t('estimate.assumptions') },
    {
      kind: 'list',
      items: report.assumptions.map((_, at) => ({
        lead: '',
        text: t(`estimate.always.${at + 1}`),
        under: [],
        small: '',
      })),
    },
    { kind: 'heading', text: t('estimate.report.statistician') },
    {
      kind: 'list',
      items: estimatesOf(report).map((one) => ({
        lead: `${t(`estimate.method.${one.method}`)}: `,
        text: modelText(speaker, one),
        under: [],
        small: '',
      })),
    },
    ...(of ? [patterns] : []),
    {
      kind: 'small',
      text: t('estimate.report.seed', {
        seed: number(report.seed),
        bootstraps: number(report.bootstraps),
      }),
    },
  ]
}
