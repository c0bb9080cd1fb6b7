/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { Fate, say } from '../../../../web/public/pieces.tsx'
import type { Text } from '../../../../web/public/text.ts'
import { questions } from '../../questions.ts'
import { Deadline } from './deadline.tsx'
import { ReceiptGroups } from './receipt.tsx'
import type { Province } from './steps.tsx'

export type Filled = Record<string, string | string[]>

interface PlainProps {
  t: Text
  lang: string
  provinces: readonly Province[]
  /** What was entered before, and `once`, the mark of the page. */
  filled: Filled
}

const codes = new Map<string, readonly string[]>(
  questions.flatMap((question) => ('codes' in question ? [[question.key, question.codes]] : [])),
)

/** All questions on one page, for a browser that runs no script. The server seals it on arrival, and the page says so. */
export function PlainForm({ t, lang, provinces, filled }: PlainProps): VNode {
  const shared = { t, filled }
  return (
    <form method="post" action={`/${lang}/report`} class="plain">
      <h1>{t('public.report.title')}</h1>
      <input type="hidden" name="once" value={[filled.once ?? ''].flat()[0]} />
      {filled.via && <input type="hidden" name="via" value={[filled.via].flat()[0]} />}
      <Fate sealed={false}>{t('public.plain.honest')}</Fate>
      <PlainOneOf {...shared} field="about" words="about" />
      <PlainOneOf {...shared} field="ageGroup" words="age" legend={t('public.age.label')} />
      <PlainOneOf {...shared} field="kind" words="kind" />
      <PlainManyOf {...shared} field="signs" words="signs" />
      <PlacePick {...shared} provinces={provinces} />
      <PlainText {...shared} field="where" label={t('public.place.where')} />
      <PlainText {...shared} field="what" label={t('public.story.title')} long />
      <PlainText {...shared} field="when" label={t('public.story.when')} />
      <PlainText {...shared} field="victim" label={t('public.people.victim')} long />
      <PlainText {...shared} field="recruiter" label={t('public.people.recruiter')} long />
      <PlainOneOf
        {...shared}
        field="official"
        words="official"
        legend={t('public.official.label')}
      />
      <PlainOneOf {...shared} field="danger" words="danger" />
      <PlainText {...shared} field="contact" label={t('public.contact.title')} />
      <PlainText {...shared} field="contactSafe" label={t('public.contact.safe')} />
      <p class="soft">{t('public.plain.files')}</p>
      <button type="submit" class="next">
        {t('public.plain.send')}
      </button>
    </form>
  )
}

interface Field {
  t: Text
  filled: Filled
  field: string
  /** `public.<words>.title` and `public.<words>.<code>`. */
  words: string
  legend?: string
}

function isFilled(filled: Filled, field: string, code: string): boolean {
  return [filled[field] ?? []].flat().includes(code)
}

function PlainOneOf({ t, filled, field, words, legend }: Field): VNode {
  return (
    <fieldset>
      <legend>{legend ?? t(`public.${words}.title`)}</legend>
      {codes.get(field)!.map((code) => (
        <label class="opt" key={code}>
          <input type="radio" name={field} value={code} checked={isFilled(filled, field, code)} />
          <span>{say(t(`public.${words}.${code}`))}</span>
        </label>
      ))}
    </fieldset>
  )
}

function PlainManyOf({ t, filled, field, words }: Field): VNode {
  return (
    <fieldset>
      <legend>{t(`public.${words}.title`)}</legend>
      {codes.get(field)!.map((code) => (
        <label class="opt" key={code}>
          <input
            type="checkbox"
            name={field}
            value={code}
            checked={isFilled(filled, field, code)}
          />
          <span>{t(`public.${words}.${code}`)}</span>
        </label>
      ))}
    </fieldset>
  )
}

function PlacePick({
  t,
  filled,
  provinces,
}: {
  t: Text
  filled: Filled
  provinces: readonly Province[]
}): VNode {
  return (
    <div class="field">
      <label for="plain-place">{t('public.plain.place')}</label>
      <select id="plain-place" name="place">
        <option value="">{t('public.place.not-sure')}</option>
        {provinces.map((province) => (
          <optgroup key={province.code} label={province.name}>
            {[province, ...province.districts].map(({ code, name }) => (
              <option key={code} value={code} selected={filled.place === code}>
                {name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  )
}

function PlainText({
  filled,
  field,
  label,
  long,
}: {
  filled: Filled
  field: string
  label: string
  long?: boolean
}): VNode {
  const value = [filled[field] ?? ''].flat()[0]
  return (
    <div class="field">
      <label for={`plain-${field}`}>{label}</label>
      {long ? (
        <textarea id={`plain-${field}`} name={field} dir="auto" rows={6} value={value} />
      ) : (
        <input
          id={`plain-${field}`}
          name={field}
          dir="auto"
          type="text"
          autocomplete="off"
          value={value}
        />
      )}
    </div>
  )
}

export interface PlainReceived {
  receipt: string
  dueAt: string
  desk: { en: string; ur: string }
}

/** The answer to the plain form: the receipt, and what happens next. */
export function PlainAnswer({
  t,
  lang,
  received,
}: {
  t: Text
  lang: string
  received: PlainReceived
}): VNode {
  const desk = lang === 'ur' ? received.desk.ur : received.desk.en
  return (
    <>
      <h1>{t('public.plain.received.title')}</h1>
      <p class="good">
        {t('public.done.office', { desk })} <Deadline t={t} lang={lang} due={received.dueAt} />
      </p>
      <h2>{t('public.receipt.title')}</h2>
      <p>{say(t('public.receipt.why'))}</p>
      <ReceiptGroups t={t} receipt={received.receipt} />
      <p>{say(t('public.plain.return'))}</p>
      <a class="next" href="/exit">
        {t('public.done.leave')}
      </a>
    </>
  )
}
