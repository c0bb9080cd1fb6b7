import { Resvg } from '@resvg/resvg-js'
import { printSvg } from '../../web/print/document.ts'
import { blocksOf, type PageText } from './page-text.ts'

/** What stands on the picture beside the page's own words. */
export interface PictureWords {
  lang: 'en' | 'ur'
  call: string
  numbers: { number: string; name: string }[]
  reviewed: string
}

const WIDTH = 1080
const MOST_POINTS = 5

/** A page as a picture of 1080 × 1350 pixels (PNG) to pass on: title, first points, numbers to call. */
export async function pictureOf(text: PageText, words: PictureWords): Promise<Uint8Array> {
  const blocks = blocksOf(text.body)
  const lists = blocks.findIndex(({ kind }) => kind === 'list')
  const list = blocks[lists]
  const before = blocks[lists - 1]
  const svg = await printSvg(template, {
    ...words,
    title: text.title,
    lead: text.lead,
    heading: before?.kind === 'heading' ? before.text : '',
    points: list?.kind === 'list' ? list.items.slice(0, MOST_POINTS) : [],
  })
  return new Resvg(svg, { fitTo: { mode: 'width', value: WIDTH } }).render().asPng()
}

/** The words come in as JSON and are shown as text only. */
const template = `
#let d = json(bytes(sys.inputs.document))
#let urdu = d.lang == "ur"
#let accent = rgb("#0B6B57")
#let soft = rgb("#4a5561")
#set page(width: 540pt, height: 675pt, margin: (x: 40pt, top: 44pt, bottom: 34pt), fill: rgb("#FBF9F4"))
#set text(font: if urdu { ("Noto Naskh Arabic", "Source Sans 3") } else { ("Source Sans 3", "Noto Naskh Arabic") },
  size: 17.5pt, fill: rgb("#1C2530"), lang: d.lang, dir: if urdu { rtl } else { ltr })
#set par(leading: if urdu { 0.8em } else { 0.55em }, spacing: 1.05em)
#set list(marker: text(fill: accent, weight: 600)[–], indent: 0pt, spacing: if urdu { 1.05em } else { 0.8em })
#text(font: if urdu { ("Noto Nastaliq Urdu",) } else { ("Source Serif 4",) }, weight: 600,
  size: if urdu { 25pt } else { 29pt }, { set par(leading: if urdu { 0.9em } else { 0.4em }); d.title })
#v(if urdu { 10pt } else { 0pt })
#text(fill: soft, d.lead)
#v(2pt)
#if d.heading != "" { text(weight: 600, fill: accent, d.heading) }
#list(..d.points.map(p => [#p]))
#v(1fr)
#block(width: 100%, fill: accent, inset: (x: 18pt, y: 13pt), radius: 8pt, {
  set text(fill: white, size: 16pt)
  text(weight: 600, d.call); linebreak()
  d.numbers.map(n => { text(weight: 600, size: 21pt, n.number); h(6pt); text(size: 13.5pt, n.name) }).join(h(20pt))
})
#v(-2pt)
#text(size: 10.5pt, fill: soft, d.reviewed)
`
