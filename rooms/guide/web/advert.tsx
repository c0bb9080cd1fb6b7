/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { Problem } from '../../../core/problem.ts'
import type { PublicView } from '../../../web/public/page.ts'
import type { AdvertNumbers } from '../advert.ts'
import { campaignCodeIn } from '../campaign.ts'
import { Ask, PictureForm } from './agent.tsx'
import { ViaField } from './came-by.tsx'

/** The bytes of the picture of a form that was sent; refuses a form without one. */
export function readPicture(form: Record<string, string | string[]>): Uint8Array {
  const picture = typeof form.picture === 'string' ? Buffer.from(form.picture, 'base64') : undefined
  if (!picture?.length) throw new Problem('input', 'guide/no-picture')
  return picture
}

export function PicturePage({ view }: { view: PublicView }): VNode {
  const { t } = view
  const via = campaignCodeIn(view.query.via)
  return (
    <>
      <h1>{t('guide.agent.title')}</h1>
      <PictureForm view={view} via={via} />
      <p class="soft">{t('guide.advert.kept')}</p>
      <Ask view={view} question="" via={via} />
    </>
  )
}

/** What was read: a person compares each number with the picture before it is looked up. */
export function NumbersRead(of: { view: PublicView; numbers: AdvertNumbers; via: string }): VNode {
  const { view, numbers, via } = of
  const { t, lang } = view
  return (
    <>
      <h1>{t('guide.agent.title')}</h1>
      <section aria-live="polite">
        <p>{t('guide.advert.compare')}</p>
        <form method="post" action={`/${lang}/agent`} class="ask">
          <ViaField via={via} />
          {[...numbers.phones, ...numbers.licences].map((number) => (
            <button key={number} class="way second" type="submit" name="question" value={number}>
              <span>
                {t('guide.advert.check')} <bdi dir="ltr">{number}</bdi>
              </span>
            </button>
          ))}
        </form>
      </section>
      <Ask view={view} question="" via={via} />
      <PictureForm view={view} via={via} />
      <p class="soft">{t('guide.advert.kept')}</p>
    </>
  )
}
