import type { Name } from '../../core/people.ts'
import type { Helpline } from '../../web/public/helplines.ts'
import shipped from './content/texts.json' with { type: 'json' }

/** A page in one language. `body`: paragraphs; `# ` begins a heading, `- ` a point of a list. */
export interface PageText {
  title: string
  lead: string
  body: string
}

/** What a statement of the page rests on. */
export interface PageSource {
  about: Name
  grade: Helpline['grade']
  source: string
}

/** A page of the guide for one kind of reader. */
export interface Page {
  en: PageText
  ur: PageText
  sources: PageSource[]
}

/** The texts that come with the software, by slug, in the order in which they are listed. */
export const shippedPages: ReadonlyMap<string, Page> = new Map(
  shipped.map(({ slug, ...page }) => [slug, page as Page]),
)

export type TextBlock =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: string[] }

/** A body as blocks. Nothing in it is markup of any other kind: a `<` stays a `<`. */
export function blocksOf(body: string): TextBlock[] {
  const blocks: TextBlock[] = []
  let open: 'paragraph' | 'list' | undefined
  for (const raw of body.split('\n')) {
    const line = raw.trim()
    const last = blocks.at(-1)
    if (!line) open = undefined
    else if (line.startsWith('# ')) {
      blocks.push({ kind: 'heading', text: line.slice(2).trim() })
      open = undefined
    } else if (line.startsWith('- ')) {
      if (open === 'list' && last?.kind === 'list') last.items.push(line.slice(2).trim())
      else blocks.push({ kind: 'list', items: [line.slice(2).trim()] })
      open = 'list'
    } else if (open === 'paragraph' && last?.kind === 'paragraph') last.text += ` ${line}`
    else {
      blocks.push({ kind: 'paragraph', text: line })
      open = 'paragraph'
    }
  }
  return blocks
}

export type Fault =
  | 'title-missing'
  | 'lead-missing'
  | 'body-missing'
  | 'written-in-roman'
  | 'parts-differ'
  | 'no-source'

const arabic = /[\u0600-\u06ff]/g
const latin = /[A-Za-z]/g
const countOf = (text: string, letters: RegExp) => text.match(letters)?.length ?? 0

/** What keeps a page from going out, with the language it concerns; both languages say the same. */
export function faultsOf(page: Page): { fault: Fault; language?: 'en' | 'ur' }[] {
  const faults: { fault: Fault; language?: 'en' | 'ur' }[] = []
  for (const language of ['en', 'ur'] as const)
    for (const part of ['title', 'lead', 'body'] as const)
      if (!page[language][part].trim()) faults.push({ fault: `${part}-missing`, language })
  const urdu = `${page.ur.title} ${page.ur.body}`
  if (urdu.trim() && countOf(urdu, arabic) <= countOf(urdu, latin))
    faults.push({ fault: 'written-in-roman', language: 'ur' })
  if (page.en.body.trim() && page.ur.body.trim() && shapeOf(page.en) !== shapeOf(page.ur))
    faults.push({ fault: 'parts-differ' })
  if (!page.sources.length) faults.push({ fault: 'no-source' })
  return faults
}

/** Headings, paragraphs and points in their order: a translation has the same. */
function shapeOf({ body }: PageText): string {
  return blocksOf(body)
    .map((block) => (block.kind === 'list' ? `list ${block.items.length}` : block.kind))
    .join(', ')
}

/** A review holds for a year; then the page says that it is due again. */
export const REVIEW_DAYS = 365
