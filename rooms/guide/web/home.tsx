/** @jsxImportSource preact */
import type { VNode } from 'preact'
import type { PublicView } from '../../../web/public/page.ts'
import { Arrow, say } from '../../../web/public/pieces.tsx'
import type { Shown } from '../page-records.ts'
import { PagesForYou } from './for.tsx'

const ways = [
  { key: 'report', path: '/report' },
  { key: 'return', path: '/return' },
  { key: 'agent', path: '/agent' },
  { key: 'offer', path: '/offer' },
  { key: 'help', path: '/help' },
]

export function Home({ view, pages }: { view: PublicView; pages: readonly Shown[] }): VNode {
  const { t, lang } = view
  return (
    <>
      <h1>{t('guide.home.title')}</h1>
      <p class="lead">{t('guide.home.lead')}</p>
      <ul class="ways">
        {ways.map(({ key, path }, i) => (
          <li key={key} class={i === 0 ? 'first' : ''}>
            <a href={`/${lang}${path}`}>
              <b>{t(`guide.way.${key}`)}</b>
              <span>{say(t(`guide.way.${key}-more`))}</span>
              <Arrow />
            </a>
          </li>
        ))}
      </ul>
      <h2>{t('guide.signs.heading')}</h2>
      <p class="soft">{t('guide.signs.intro')}</p>
      <Numbered t={t} of="guide.signs" count={8} />
      <PagesForYou view={view} pages={pages} />
      <h2>{t('guide.after.heading')}</h2>
      <ol class="path">
        {numbers(4).map((i) => (
          <li key={i}>{say(t(`guide.after.${i}`))}</li>
        ))}
      </ol>
      <h2>{t('guide.rights.heading')}</h2>
      <p class="soft">{say(t('guide.rights.intro'))}</p>
      <Numbered t={t} of="guide.rights" count={4} />
      <p class="grade">{say(t('guide.rights.grade'))}</p>
    </>
  )
}

export function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1)
}

/** The texts `of`.1 … `of`.count as a list. */
export function Numbered({
  t,
  of,
  count,
}: Pick<PublicView, 't'> & { of: string; count: number }): VNode {
  return (
    <ul class="signs">
      {numbers(count).map((i) => (
        <li key={i}>{say(t(`${of}.${i}`))}</li>
      ))}
    </ul>
  )
}
