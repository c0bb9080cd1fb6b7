/** @jsxImportSource preact */
import type { VNode } from 'preact'
import type { PublicView } from '../../../web/public/page.ts'
import { say } from '../../../web/public/pieces.tsx'
import { Numbered } from './home.tsx'

export function AboutSealing({ t, lang }: PublicView): VNode {
  return (
    <>
      <h1>{t('guide.sealing.title')}</h1>
      <p class="lead">{t('guide.sealing.lead')}</p>
      <h2>{t('guide.sealing.how.heading')}</h2>
      <Numbered t={t} of="guide.sealing.how" count={5} />
      <h2>{t('guide.sealing.open.heading')}</h2>
      <Numbered t={t} of="guide.sealing.open" count={2} />
      <h2>{t('guide.sealing.limits.heading')}</h2>
      <Numbered t={t} of="guide.sealing.limits" count={6} />
      <h2>{t('guide.sealing.plain.heading')}</h2>
      <p>{t('guide.sealing.plain')}</p>
      <h2>{t('guide.sealing.builders.heading')}</h2>
      <p class="soft">{say(t('guide.sealing.builders'))}</p>
      <p>
        <a class="way second" href={`/${lang}/report`}>
          {t('guide.report-here')}
        </a>
      </p>
    </>
  )
}
