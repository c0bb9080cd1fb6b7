/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { dayInPakistan } from '../../../core/days.ts'
import { isUrgent } from '../../../web/public/helplines.ts'
import type { PublicView } from '../../../web/public/page.ts'
import { HelplineList, lineOf, SourceGrade, say } from '../../../web/public/pieces.tsx'
import type { Shown } from '../page-records.ts'
import { blocksOf, type TextBlock } from '../page-text.ts'
import { weightOf } from '../recording.ts'
import type { Heard } from '../recording-records.ts'
import { formatDay } from './day.ts'

export const spokenIn = (lang: string): 'en' | 'ur' => (lang === 'ur' ? 'ur' : 'en')

/** A page for one kind of reader, with the day of its review and what it rests on. */
export function ForPage(of: { view: PublicView; shown: Shown; heard: Heard | undefined }): VNode {
  const { view, shown, heard } = of
  const { t, lang } = view
  const text = shown.page[spokenIn(lang)]
  return (
    <article class="written">
      <h1>{text.title}</h1>
      <p class="lead">{say(text.lead)}</p>
      {heard && <Listen view={view} heard={heard} />}
      {blocksOf(text.body).map((block, i) => (
        <Block key={i} block={block} />
      ))}
      <div class="card">
        <HelplineList
          t={t}
          lines={view.helplines.filter(isUrgent).map((line) => lineOf(line, lang))}
        />
      </div>
      <p class="no-print">
        <a class="way second" href={`/${lang}/report`}>
          {t('guide.report-here')}
        </a>
      </p>
      <p class="no-print">
        <a href={`/api/guide/pictures/${spokenIn(lang)}/${shown.slug}`}>{t('guide.for.picture')}</a>
        <span class="soft"> {t('guide.for.picture-more')}</span>
      </p>
      <h2>{t('guide.for.sources.heading')}</h2>
      <ul class="signs">
        {shown.page.sources.map((source) => (
          <li key={source.about.en}>
            {say(source.about[spokenIn(lang)])} <small lang="en">({source.source})</small>{' '}
            <SourceGrade t={t} of={source} />
          </li>
        ))}
      </ul>
      <Reviewed view={view} shown={shown} />
    </article>
  )
}

/** Costs nothing before it is pressed; what it will cost stands beside it. */
function Listen({ view: { t }, heard }: { view: PublicView; heard: Heard }): VNode {
  const { minutes, megabytes } = weightOf(heard)
  return (
    <figure class="listen no-print">
      <figcaption>
        <b id="listen">{t('guide.for.listen')}</b>{' '}
        <span class="soft">
          {say(t('guide.for.listen-minutes', { count: minutes }))},{' '}
          {say(t('guide.for.listen-data', { megabytes }))}
        </span>
      </figcaption>
      {/* biome-ignore lint/a11y/useMediaCaption: the page is its text */}
      <audio
        controls
        preload="none"
        aria-labelledby="listen"
        src={`/api/guide/audio/${heard.id}`}
      />
    </figure>
  )
}

function Block({ block }: { block: TextBlock }): VNode {
  if (block.kind === 'heading') return <h2>{block.text}</h2>
  if (block.kind === 'paragraph') return <p>{say(block.text)}</p>
  return (
    <ul class="signs">
      {block.items.map((item) => (
        <li key={item}>{say(item)}</li>
      ))}
    </ul>
  )
}

export function reviewed({ t, lang }: Pick<PublicView, 't' | 'lang'>, shown: Shown): string {
  const office = shown.reviewedBy[spokenIn(lang)]
  const date = formatDay(lang, dayInPakistan(new Date(shown.reviewedAt)))
  return t('guide.for.reviewed', { date, office })
}

function Reviewed({ view, shown }: { view: PublicView; shown: Shown }): VNode {
  return (
    <p class="grade">
      {say(reviewed(view, shown))}
      {shown.madeUp && ` (${view.t('guide.made-up')})`}
      {shown.reviewAgainOn < dayInPakistan(view.now) && ` ${view.t('guide.for.review-due')}`}
    </p>
  )
}

/** The pages that are out, as a list of ways on the front page; nothing where none is. */
export function PagesForYou({
  view: { t, lang },
  pages,
}: {
  view: PublicView
  pages: readonly Shown[]
}): VNode | null {
  if (!pages.length) return null
  return (
    <>
      <h2>{t('guide.for.heading')}</h2>
      <ul class="links">
        {pages.map(({ slug, page }) => (
          <li key={slug}>
            <a href={`/${lang}/for/${slug}`}>{page[spokenIn(lang)].title}</a>
          </li>
        ))}
      </ul>
    </>
  )
}
