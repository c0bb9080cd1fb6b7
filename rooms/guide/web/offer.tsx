/** @jsxImportSource preact */
import type { VNode } from 'preact'
import type { PublicView } from '../../../web/public/page.ts'
import { SourceGrade, say } from '../../../web/public/pieces.tsx'
import { campaignCodeIn } from '../campaign.ts'
import { type Offer, type Question, questions, type Reply, weigh } from '../offer.ts'
import { ViaField, withVia } from './came-by.tsx'

const replies: readonly Reply[] = ['yes', 'no', 'unknown']

/** What was ticked; whatever else came counts as not known. */
export function readOffer(form: Record<string, string | string[]>): Offer {
  return Object.fromEntries(
    questions.map((question): [Question, Reply] => {
      const reply = replies.find((one) => one === form[question])
      return [question, reply ?? 'unknown']
    }),
  )
}

export function OfferPage({ view }: { view: PublicView }): VNode {
  const { t, lang } = view
  return (
    <>
      <h1>{t('guide.offer.title')}</h1>
      <p class="lead">{say(t('guide.offer.lead'))}</p>
      <p class="soft">{t('guide.offer.kept')}</p>
      <form method="post" action={`/${lang}/offer`} class="offer">
        <ViaField via={campaignCodeIn(view.query.via)} />
        {questions.map((question, i) => (
          <fieldset key={question}>
            <legend>
              <bdi>{i + 1}</bdi> · {t(`guide.offer.ask.${question}`)}
            </legend>
            <div class="replies">
              {replies.map((reply) => (
                <label key={reply}>
                  <input type="radio" name={question} value={reply} />
                  <span>{t(`guide.offer.reply.${reply}`)}</span>
                </label>
              ))}
            </div>
          </fieldset>
        ))}
        <button class="way second" type="submit">
          {t('guide.offer.see')}
        </button>
      </form>
    </>
  )
}

export function OfferAnswer({
  view,
  offer,
  via,
}: {
  view: PublicView
  offer: Offer
  via: string
}): VNode {
  const { t, lang } = view
  const { verdict, found, unknown } = weigh(offer)
  return (
    <>
      <h1>{t('guide.offer.title')}</h1>
      <article class={`card licence ${tones[verdict]}`} aria-live="polite">
        <p class="verdict">
          <b>{t(`guide.offer.verdict.${verdict}`)}</b>
        </p>
        <p>{say(t(`guide.offer.do.${verdict}`))}</p>
      </article>
      {found.length > 0 && (
        <>
          <h2>{t('guide.offer.found.heading')}</h2>
          <ul class="signs">
            {found.map((sign) => (
              <li key={sign.question}>
                {t(`guide.offer.why.${sign.question}`)}{' '}
                {sign.rule && <bdi class="soft">{sign.rule}</bdi>} <SourceGrade t={t} of={sign} />
              </li>
            ))}
          </ul>
        </>
      )}
      {unknown.length > 0 && (
        <>
          <h2>{t('guide.offer.unknown.heading')}</h2>
          <ul class="signs">
            {unknown.map((question) => (
              <li key={question}>{t(`guide.offer.find-out.${question}`)}</li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a class="way second" href={withVia(`/${lang}/agent`, via)}>
          {t('guide.way.agent')}
        </a>
      </p>
      <p>
        <a href={withVia(`/${lang}/report`, via)}>{t('guide.offer.to-report')}</a>
      </p>
      <p>
        <a href={withVia(`/${lang}/offer`, via)}>{t('guide.offer.again')}</a>
      </p>
    </>
  )
}

const tones = { stop: 'bad', careful: 'unknown', ask: 'unknown', 'no-sign': 'plain' } as const
