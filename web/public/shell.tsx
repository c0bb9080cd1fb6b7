/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { isUrgent } from './helplines.ts'
import type { Island, PublicPage, PublicView } from './page.ts'
import { DangerNow, lineOf } from './pieces.tsx'
import { pickWords } from './text.ts'

const otherLanguage: Record<string, { code: string; name: string }> = {
  ur: { code: 'en', name: 'English' },
  en: { code: 'ur', name: 'اردو' },
}

/** The whole document around a public page. Its title says nothing to whoever looks over a shoulder. */
export function PublicDocument(of: {
  page: PublicPage
  view: PublicView
  island?: Island
  children: VNode
}): VNode {
  const { page, view, island } = of
  const { t, lang, dir, asset } = view
  return (
    <html lang={lang} dir={dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <title>{t('shell.neutral')}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={asset('public.css')} />
        <script type="module" src={asset('leave.js')} />
        {island && <script type="module" src={asset(`${island.script}.js`)} />}
        <noscript>
          <link rel="stylesheet" href={asset('no-script.css')} />
        </noscript>
      </head>
      <body class={page.headings}>
        <a class="skip" href="#main">
          {t('shell.skip')}
        </a>
        <TopBar view={view} />
        <main id="main" tabIndex={-1}>
          {of.children}
        </main>
        <Foot view={view} />
        {island && <IslandData view={view} island={island} />}
      </body>
    </html>
  )
}

function TopBar({ view: { t, lang, path } }: { view: PublicView }): VNode {
  const other = otherLanguage[lang] ?? otherLanguage.en!
  return (
    <header class="top">
      <a class="mark" href={`/${lang}/`}>
        {t('shell.name')}
      </a>
      <nav aria-label={t('shell.tools')}>
        <a
          class="link"
          id="language"
          href={`/${other.code}${path || '/'}`}
          lang={other.code}
          hreflang={other.code}
        >
          {other.name}
        </a>
        <a class="exit" id="leave" href="/exit" rel="noreferrer">
          {t('shell.exit')}
        </a>
      </nav>
    </header>
  )
}

function Foot({ view: { t, lang, helplines } }: { view: PublicView }): VNode {
  const lines = helplines.filter(isUrgent).map((line) => lineOf(line, lang))
  return (
    <footer class="foot">
      <DangerNow t={t} lines={lines} />
      <nav aria-label={t('shell.pages')}>
        <a href={`/${lang}/`}>{t('shell.home')}</a>
        <a href={`/${lang}/help`}>{t('shell.help')}</a>
        <a href={`/${lang}/about-sealing`}>{t('shell.about-sealing')}</a>
        <a href={`/${lang}/register`}>{t('shell.register')}</a>
        <a href={`/${lang}/released`}>{t('shell.released')}</a>
      </nav>
      <p class="soft with-script">{t('shell.exit-note')}</p>
    </footer>
  )
}

function IslandData({ view, island }: { view: PublicView; island: Island }): VNode {
  const data = {
    lang: view.lang,
    words: pickWords(view.words, island.words),
    props: island.props ?? {},
  }
  // A closing tag inside a text would end the block; < is the same character to JSON.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c')
  return (
    <script type="application/json" id="island-data" dangerouslySetInnerHTML={{ __html: json }} />
  )
}
