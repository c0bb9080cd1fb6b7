import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import { projectRoot } from '../../core/config.ts'
import { template } from './template.ts'

export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string; strong?: boolean }
  | { kind: 'address'; lines: string[] }
  | { kind: 'list'; items: { lead: string; text: string; under: string[]; small: string }[] }
  | { kind: 'facts'; rows: [string, string][] }
  | { kind: 'table'; columns: string[]; rows: string[][] }
  | { kind: 'picture'; svg: string; alt: string }
  | { kind: 'small'; text: string }
  | { kind: 'signature'; text: string }

/** What a room prints: plain text in blocks; nothing in it is ever read as markup. */
export interface PrintDocument {
  lang: 'en' | 'ur'
  title: string
  /** At the head, on the far side of the title: a reference, a date. */
  side: string[]
  blocks: Block[]
  /** At the foot of each page, beside the number. */
  foot: string
}

let compiler: Promise<NodeCompiler> | undefined

/** Sets a document on A4 pages and answers the PDF; about ten milliseconds after the first. */
export function printPdf(document: PrintDocument): Promise<Uint8Array> {
  return set(template, document, (typst, pages) => typst.pdf(pages))
}

/** Sets one page by a template of a room and answers it as SVG, its letters drawn as shapes. */
export function printSvg(template: string, document: object): Promise<string> {
  return set(template, document, (typst, pages) =>
    // Its style rules are for a page in a browser; elsewhere they would turn every letter black.
    typst.svg(pages).replaceAll(/<style[\s\S]*?<\/style>/g, ''),
  )
}

async function set<T>(
  template: string,
  document: object,
  draw: (typst: NodeCompiler, pages: NodeTypstDocument) => T,
): Promise<T> {
  compiler ??= makeCompiler()
  const typst = await compiler
  const inputs = { document: JSON.stringify(document) }
  const result = typst.compile({ mainFileContent: template, inputs })
  if (!result.result) {
    throw new Error(
      `the document could not be set: ${JSON.stringify(result.takeDiagnostics()?.shortDiagnostics)}`,
    )
  }
  const drawn = draw(typst, result.result)
  // What was set may name people: it does not stay in the compiler's memory.
  typst.evictCache(0)
  return drawn
}

async function makeCompiler(): Promise<NodeCompiler> {
  return NodeCompiler.create({ fontArgs: [{ fontBlobs: await readFonts() }] })
}

async function readFonts(): Promise<Buffer[]> {
  const folder = join(projectRoot(), 'dist/print')
  const built = existsSync(folder) ? readdirSync(folder).filter((one) => one.endsWith('.ttf')) : []
  if (built.length > 0) return built.map((one) => readFileSync(join(folder, one)))
  // In a checkout that was not built yet the packages of the fonts are there.
  const { printFonts } = await import('../fonts/print.mjs')
  return Object.values(await printFonts())
}
