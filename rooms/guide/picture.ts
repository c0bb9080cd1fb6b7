import { Resvg } from '@resvg/resvg-js'
import { printSvg } from '../../web/print/document.ts'
import { blocksOf, type PageText } from './page-text.ts'

/** What stands on the picture beside the page's own words. */
export interface PictureWords {
  lang: 'en' | 'ur'
  call: string
  numbers: { number: string; name: string }[]
  reviewed: string
  /** Of the page that it shows. */
  address: string
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
// As large as it fits: whoever gets it looks at it on a small screen.
#let words(size) = {
  set text(size: size)
  text(font: if urdu { ("Noto Nastaliq Urdu",) } else { ("Source Serif 4",) }, weight: 600,
    size: if urdu { 1.43em } else { 1.6em }, { set par(leading: if urdu { 0.9em } else { 0.4em }); d.title })
  v(if urdu { 10pt } else { 0pt })
  par(text(fill: soft, d.lead))
  v(2pt)
  if d.heading != "" { text(weight: 600, fill: accent, d.heading) }
  list(..d.points.map(p => [#p]))
}
#layout(area => {
  let fits = size => measure(block(width: area.width, words(size))).height <= area.height - if urdu { 165pt } else { 145pt }
  words((22pt, 20.5pt, 19pt, 17.5pt, 16pt, 14.5pt, 13pt, 11.5pt).find(s => s == 11.5pt or fits(s)))
})
#v(1fr)
#block(width: 100%, fill: accent, inset: (x: 18pt, y: 13pt), radius: 8pt, {
  set text(fill: white, size: 16pt)
  text(weight: 600, d.call)
  parbreak()
  v(-4pt)
  grid(columns: d.numbers.map(_ => auto), column-gutter: 1fr,
    ..d.numbers.map(n => { text(weight: 600, size: 24pt, n.number); linebreak(); text(size: 12.5pt, n.name) }))
})
#v(-2pt)
#text(size: 10.5pt, fill: soft, d.reviewed)
#v(-4pt)
#text(size: 12pt, weight: 600, fill: accent, dir: ltr, d.address)
`
