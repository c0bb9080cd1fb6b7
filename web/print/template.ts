/**
 * How a printed document looks (Typst). The document comes in as JSON and is shown as text only,
 * so that no name or note can become a command.
 */
export const template = String.raw`
#let d = json(bytes(sys.inputs.document))
#let urdu = d.lang == "ur"
#let ink = rgb("#1C2530")
#let soft = rgb("#55606E")
#let edge = rgb("#8b8578")
#let body-fonts = if urdu { ("Noto Naskh Arabic", "Source Sans 3") } else { ("Source Sans 3", "Noto Naskh Arabic") }
#let head-fonts = if urdu { ("Noto Nastaliq Urdu", "Source Serif 4") } else { ("Source Serif 4", "Noto Naskh Arabic") }
#set document(title: d.title, author: ())
#set page(
  paper: "a4",
  margin: (x: 2.3cm, top: 2.2cm, bottom: 2.3cm),
  footer: context {
    set text(size: 8.5pt, fill: soft)
    grid(columns: (1fr, auto), column-gutter: 1em, d.foot,
      [#counter(page).display() / #counter(page).final().first()])
  },
)
#set text(font: body-fonts, size: if urdu { 12pt } else { 11pt }, fill: ink, lang: d.lang,
  dir: if urdu { rtl } else { ltr }, fallback: true)
// Figures and Urdu words come from two fonts: one height keeps them on one line.
#set text(top-edge: 0.72em) if urdu
#set par(leading: if urdu { 0.95em } else { 0.68em }, spacing: if urdu { 1.5em } else { 1.25em })
#set list(marker: [–], indent: 0.4em)
#let heading-text(size, it) = block(sticky: true, above: if urdu { 2em } else { 1.3em }, below: if urdu { 1.1em } else { 0.7em },
  text(font: head-fonts, weight: 600, size: size, it))

#grid(columns: (1fr, auto), column-gutter: 1.2em, align: (start + top, end + top),
  text(font: head-fonts, weight: 600, size: 16pt, d.title),
  text(size: 9.5pt, fill: soft, d.side.join(linebreak())))
#v(if urdu { 0.6em } else { 0.2em })
#line(length: 100%, stroke: 0.6pt + edge)
#v(0.4em)

#for b in d.blocks {
  if b.kind == "heading" { heading-text(12.5pt, b.text) }
  else if b.kind == "text" { par(if b.at("strong", default: false) { strong(b.text) } else { b.text }) }
  else if b.kind == "address" { par(b.lines.join(linebreak())) }
  else if b.kind == "picture" {
    block(above: 1.2em, below: 1.2em, image(bytes(b.svg), format: "svg", width: 100%, alt: b.alt))
  }
  else if b.kind == "small" { par(text(size: 9pt, fill: soft, b.text)) }
  else if b.kind == "facts" {
    grid(columns: (auto, 1fr), column-gutter: 1em, row-gutter: 0.75em,
      ..b.rows.map(r => (text(fill: soft, r.at(0)), r.at(1))).flatten())
  }
  else if b.kind == "table" {
    table(columns: b.columns.len(), stroke: none, inset: (x: 0.5em, y: 0.55em),
      table.header(..b.columns.map(c => text(size: 9.5pt, weight: 600, fill: soft, c))),
      table.hline(stroke: 0.6pt + edge),
      ..b.rows.flatten().map(c => [#c]))
  }
  else if b.kind == "list" {
    // A tie and its few sources stay on one page; a long list goes on over the next.
    enum(..b.items.map(i => block(width: 100%, breakable: i.under.len() > 8, {
      strong(i.lead); i.text
      if i.under.len() > 0 { list(tight: true, ..i.under.map(u => [#u])) }
      if i.small != "" { block(above: if urdu { 0.8em } else { 0.5em }, text(size: 9pt, fill: soft, i.small)) }
    })))
  }
  else if b.kind == "signature" {
    block(above: 3.6em, breakable: false, width: 45%, {
      line(length: 100%, stroke: 0.6pt + edge); v(-0.4em); text(size: 9.5pt, fill: soft, b.text)
    })
  }
}
`
