/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { Problem } from '../../../core/problem.ts'
import type { PublicView } from '../../../web/public/page.ts'
import { Phone, say } from '../../../web/public/pieces.tsx'
import type { CheckAnswer, CheckedLicensee } from '../../recruiters/door.ts'
import { campaignCodeIn } from '../campaign.ts'
import { ViaField, withVia } from './came-by.tsx'
import { formatDay } from './day.ts'

/** The question of a form that was sent; refuses an empty one. */
export function readQuestion(form: Record<string, string | string[]>): string {
  const question = String(form.question ?? '').trim()
  if (!question) throw new Problem('input', 'guide/nothing-asked')
  return question.slice(0, 300)
}

export function AgentPage({ view }: { view: PublicView }): VNode {
  const { t } = view
  const via = campaignCodeIn(view.query.via)
  return (
    <>
      <h1>{t('guide.agent.title')}</h1>
      <p class="lead">{t('guide.agent.lead')}</p>
      <Ask view={view} question="" via={via} />
      <PictureForm view={view} via={via} />
      <p class="soft">{t('guide.agent.kept')}</p>
    </>
  )
}

export function Ask(of: { view: PublicView; question: string; via: string }): VNode {
  const { t, lang } = of.view
  return (
    <form method="post" action={`/${lang}/agent`} class="ask">
      <ViaField via={of.via} />
      <label for="question">{t('guide.agent.ask')}</label>
      <p class="soft" id="question-hint">
        {say(t('guide.agent.hint'))}
      </p>
      <input
        id="question"
        name="question"
        type="text"
        required
        maxLength={300}
        autocomplete="off"
        dir="auto"
        aria-describedby="question-hint"
        value={of.question}
      />
      <button class="way second" type="submit">
        {t('guide.agent.check')}
      </button>
    </form>
  )
}

/** Asks for a picture of an advert. Where a script runs, a large one is made smaller before it is sent. */
export function PictureForm({ view, via }: { view: PublicView; via: string }): VNode {
  const { t, lang } = view
  return (
    <form
      method="post"
      action={`/${lang}/agent/photo`}
      encType="multipart/form-data"
      class="ask"
      data-shrink
    >
      <ViaField via={via} />
      <label for="picture">{t('guide.advert.ask')}</label>
      <p class="soft" id="picture-hint">
        {t('guide.advert.hint')}
      </p>
      <input
        id="picture"
        name="picture"
        type="file"
        required
        accept="image/jpeg,image/png,image/webp"
        aria-describedby="picture-hint"
      />
      <button class="way second" type="submit">
        {t('guide.advert.read')}
      </button>
    </form>
  )
}

export function AgentAnswer(of: {
  view: PublicView
  question: string
  answer: CheckAnswer
  via: string
}): VNode {
  const { view, question, answer, via } = of
  const { t, lang } = view
  const certain = answer.found.filter((one) => sure.has(one.why))
  const shown = certain.length ? certain : answer.found
  return (
    <>
      <h1>{t('guide.agent.title')}</h1>
      <section aria-live="polite">
        {shown.length > 0 && !certain.length && <p>{t('guide.agent.similar')}</p>}
        {certain.length > 1 && <p>{t('guide.agent.several')}</p>}
        {shown.map((one) => (
          <LicenseeCard key={one.licensee.id} view={view} one={one} />
        ))}
        {!shown.length && <NotFound view={view} answer={answer} />}
      </section>
      {answer.registerAsOf && (
        <p class="soft">
          {say(t('guide.agent.as-of', { date: formatDay(lang, answer.registerAsOf) }))}
        </p>
      )}
      <h2>{t('guide.agent.again.heading')}</h2>
      <Ask view={view} question={question} via={via} />
      <p>
        <a class="way second" href={withVia(`/${lang}/offer`, via)}>
          {t('guide.agent.to-offer')}
        </a>
      </p>
      <p>
        <a href={withVia(`/${lang}/report`, via)}>{t('guide.agent.to-report')}</a>
      </p>
    </>
  )
}

const sure = new Set(['same-number', 'same-phone', 'same-name'])

function LicenseeCard({ view, one }: { view: PublicView; one: CheckedLicensee }): VNode {
  const { t, lang } = view
  const spoken = lang === 'ur' ? 'ur' : 'en'
  const { licensee, status, since, history } = one
  // A travel agency's valid licence is for journeys: nobody is sent to work under it.
  const forJourneys = licensee.kind === 'travel-agent' && status === 'valid'
  const verdict = one.licensed ? 'licensed' : forJourneys ? 'for-journeys' : 'not-licensed'
  return (
    <article class={`card licence ${one.licensed ? 'good' : 'bad'}`}>
      <p class="verdict">
        <b>{t(`guide.agent.${verdict}`)}</b>
      </p>
      <p>
        <b>{licensee.name[spoken]}</b>
        {licensee.place && <span>, {licensee.place[spoken]}</span>}
      </p>
      <dl class="facts">
        <dt>{t('guide.agent.number')}</dt>
        <dd>
          <bdi dir="ltr">{licensee.licenceNumber}</bdi>
        </dd>
        <dt>{t('guide.agent.state')}</dt>
        <dd>
          {t(`guide.licence.${status}`)}
          {since && `, ${t('guide.agent.since', { date: formatDay(lang, since) })}`}
        </dd>
        {licensee.expiresOn && one.licensed && (
          <>
            <dt>{t('guide.agent.until')}</dt>
            <dd>{formatDay(lang, licensee.expiresOn)}</dd>
          </>
        )}
        {licensee.phones.length > 0 && (
          <>
            <dt>{t('guide.agent.phones')}</dt>
            <dd>
              {licensee.phones.map((phone) => (
                <Phone key={phone} number={phone} />
              ))}
            </dd>
          </>
        )}
      </dl>
      {one.termOver && <p>{t('guide.agent.term-over')}</p>}
      <p class={one.licensed ? 'soft' : undefined}>{t(`guide.agent.${verdict}-means`)}</p>
      {history.length > 0 && (
        <details>
          <summary>{t('guide.agent.history')}</summary>
          <ul class="signs">
            {history.toReversed().map((entry) => (
              <li key={entry.id}>
                {say(formatDay(lang, entry.on))}: {t(`guide.licence.${entry.to}`)},{' '}
                {t(`guide.licence-why.${entry.why}`)}
                {entry.orderNumber && (
                  <>
                    {' '}
                    (<bdi dir="ltr">{entry.orderNumber}</bdi>)
                  </>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  )
}

function NotFound({ view: { t }, answer }: { view: PublicView; answer: CheckAnswer }): VNode {
  if (!answer.registerAsOf) {
    return (
      <article class="card">
        <p>
          <b>{t('guide.agent.no-register')}</b>
        </p>
        <p>{t('guide.agent.no-register-do')}</p>
      </article>
    )
  }
  return (
    <article class="card licence unknown">
      <p class="verdict">
        <b>{t('guide.agent.not-found')}</b>
      </p>
      <p>{t('guide.agent.not-found-means')}</p>
      <ul class="signs">
        {['1', '2', '3'].map((i) => (
          <li key={i}>{say(t(`guide.agent.not-found-do.${i}`))}</li>
        ))}
      </ul>
    </article>
  )
}
