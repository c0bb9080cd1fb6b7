/** @jsxImportSource preact */
import type { VNode } from 'preact'
import type { Name } from '../../../core/people.ts'
import type { PublicView } from '../../../web/public/page.ts'
import { Arrow, say } from '../../../web/public/pieces.tsx'

/** Carries the code on, so that a check or a report can be counted; nothing else is carried. */
export const withVia = (path: string, via: string): string => (via ? `${path}?via=${via}` : path)

export function ViaField({ via }: { via: string }): VNode | null {
  return via ? <input type="hidden" name="via" value={via} /> : null
}

const ways = ['agent', 'offer', 'report', 'help'] as const

/** Where the link on a poster leads: three things to do, and what is counted. */
export function CameByPage(of: { view: PublicView; code: string; name: Name | undefined }): VNode {
  const { view, code, name } = of
  const { t, lang } = view
  const via = name ? code : ''
  return (
    <>
      <h1>{t('guide.came-by.title')}</h1>
      <p class="lead">{t('guide.came-by.lead')}</p>
      <ul class="ways">
        {ways.map((key, i) => (
          <li key={key} class={i === 0 ? 'first' : ''}>
            <a href={withVia(`/${lang}/${key}`, key === 'help' ? '' : via)}>
              <b>{t(`guide.way.${key}`)}</b>
              <span>{say(t(`guide.way.${key}-more`))}</span>
              <Arrow />
            </a>
          </li>
        ))}
      </ul>
      {name && (
        <p class="soft">
          {t('guide.came-by.counted', { name: lang === 'ur' ? name.ur : name.en })}
        </p>
      )}
    </>
  )
}
