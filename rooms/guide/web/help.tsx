/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { dayInPakistan } from '../../../core/days.ts'
import type { ProvinceWithDistricts } from '../../../core/place-list.ts'
import { type Helpline, isUrgent } from '../../../web/public/helplines.ts'
import type { PublicView } from '../../../web/public/page.ts'
import { HelplineList, lineOf, Phone, SourceGrade, say } from '../../../web/public/pieces.tsx'
import { verificationOf } from '../helpline.ts'
import type { ShownCall } from '../helpline-records.ts'
import { listedNear } from '../listing.ts'
import type { ShownListing } from '../listing-records.ts'
import { byKind, nearest, type Office } from '../office.ts'
import { formatDay } from './day.ts'
import { spokenIn } from './for.tsx'

export interface HelpData {
  offices: readonly Office[]
  listings: readonly ShownListing[]
  calls: readonly ShownCall[]
  provinces: readonly ProvinceWithDistricts[]
}

export function Help({ view, data }: { view: PublicView; data: HelpData }): VNode {
  const { t, lang } = view
  const { offices } = data
  // A number told from memory stands with the sure ones once it was called and somebody answered.
  const isSure = ({ grade, number }: Helpline) =>
    grade !== 'M' || verificationOf(number, data.calls).latest?.answered === true
  const sure = view.helplines.filter(isSure)
  const unsure = view.helplines.filter((line) => !isSure(line))
  return (
    <>
      <h1>{t('guide.help.title')}</h1>
      <p class="lead">{t('guide.help.lead')}</p>
      <h2>{t('guide.help.urgent.heading')}</h2>
      <div class="card">
        <Numbers
          view={view}
          calls={data.calls}
          of={[...sure.filter(isUrgent), ...sure.filter((line) => !isUrgent(line))]}
        />
      </div>
      <p>
        <a class="way second" href={`/${lang}/report`}>
          {t('guide.report-here')}
        </a>
      </p>
      {unsure.length > 0 && (
        <>
          <h2>{t('guide.help.other.heading')}</h2>
          <p class="soft">{say(t('guide.help.other-note'))}</p>
          <div class="card">
            <Numbers view={view} calls={data.calls} of={unsure} />
          </div>
        </>
      )}
      <h2>{t('guide.help.abroad.heading')}</h2>
      <p>{t('guide.help.abroad')}</p>
      <h2>{t('guide.help.offices.heading')}</h2>
      <p class="soft">{t('guide.help.offices-note')}</p>
      {offices.some((office) => office.madeUp) && (
        <p class="problem">{t('guide.help.offices-tryout')}</p>
      )}
      <AskDistrict view={view} provinces={data.provinces} chosen="" />
      <h2>{t('guide.help.places.heading')}</h2>
      <p class="soft">{say(t('guide.help.places-note'))}</p>
      {data.listings.length === 0 ? (
        <p>{say(t('guide.help.places-none'))}</p>
      ) : (
        byDistrict(data.listings).map(([code, some]) => (
          <details class="card" key={code}>
            <summary>
              <b>{some[0]!.place[spokenIn(lang)]}</b> <bdi>({some.length})</bdi>
            </summary>
            <ul class="offices">
              {some.map((listing) => (
                <ListingLine key={listing.id} view={view} listing={listing} />
              ))}
            </ul>
          </details>
        ))
      )}
      <h2>{t('guide.help.by-kind.heading')}</h2>
      {byKind(offices).map(([kind, some]) => (
        <details class="card" key={kind}>
          <summary>
            <b>{t(`guide.agency-kind.${kind}`)}</b> <bdi>({some.length})</bdi>
          </summary>
          <ul class="offices">
            {some.map((office) => (
              <OfficeLine key={office.id} view={view} office={office} />
            ))}
          </ul>
        </details>
      ))}
    </>
  )
}

/** Helplines with what their last call showed; where nobody called any of them, that is said once. */
function Numbers({
  view,
  calls,
  of,
}: {
  view: PublicView
  calls: HelpData['calls']
  of: readonly Helpline[]
}): VNode {
  const { t, lang } = view
  const none = of.every(({ number }) => !verificationOf(number, calls).latest)
  return (
    <>
      <HelplineList
        t={t}
        lines={of.map((line) => ({
          ...lineOf(line, lang),
          ...(!none && { checked: checkedText(view, line, calls) }),
        }))}
      />
      {none && of.length > 0 && <p class="soft">{t('guide.help.call.none')}</p>}
    </>
  )
}

/** The offices for one district, nearest first; what was asked is in no address and is not kept. */
export function HelpNear(of: { view: PublicView; data: HelpData; district: string }): VNode {
  const { view, data, district } = of
  const { t, lang } = view
  const named = data.provinces.flatMap(({ districts }) => districts)
  const name = named.find(({ code }) => code === district)?.name ?? ''
  return (
    <>
      <h1>{t('guide.near.title')}</h1>
      <p class="lead">{t('guide.near.lead', { district: name })}</p>
      {data.offices.some((office) => office.madeUp) && (
        <p class="problem">{t('guide.help.offices-tryout')}</p>
      )}
      <ListingsNear view={view} listings={data.listings} district={district} />
      {nearest(data.offices, district).map(([near, some]) => (
        <section key={near}>
          <h2>{t(`guide.near.${near}.heading`)}</h2>
          <ul class="offices">
            {some.map((office) => (
              <OfficeLine key={office.id} view={view} office={office} />
            ))}
          </ul>
        </section>
      ))}
      <AskDistrict view={view} provinces={data.provinces} chosen={district} />
      <p>
        <a href={`/${lang}/help`}>{t('guide.near.all')}</a>
      </p>
    </>
  )
}

function checkedText(
  { t, lang }: PublicView,
  { number }: Helpline,
  calls: readonly ShownCall[],
): string {
  const { latest, lastAnswered } = verificationOf(number, calls)
  if (!latest) return t('guide.help.call.never')
  const told = (of: ShownCall, key: string) =>
    t(`guide.help.call.${key}`, {
      date: formatDay(lang, of.calledOn),
      office: of.office[spokenIn(lang)] + (of.madeUp ? ` (${t('guide.made-up')})` : ''),
    })
  if (latest.answered) return told(latest, 'answered')
  const before = lastAnswered ? ` ${told(lastAnswered, 'answered-before')}` : ''
  return told(latest, 'not-answered') + before
}

function byDistrict(listings: readonly ShownListing[]): [string, ShownListing[]][] {
  const codes = [...new Set(listings.map(({ placeCode }) => placeCode))]
  return codes.map((code) => [code, listings.filter(({ placeCode }) => placeCode === code)])
}

function ListingsNear(of: {
  view: PublicView
  listings: readonly ShownListing[]
  district: string
}): VNode {
  const { t } = of.view
  const { where, some } = listedNear(of.listings, of.district)
  return (
    <section>
      <h2>{t('guide.help.places.heading')}</h2>
      {where !== 'district' && <p>{say(t(`guide.near.places-${where}`))}</p>}
      {some.length > 0 && (
        <ul class="offices">
          {some.map((listing) => (
            <ListingLine key={listing.id} view={of.view} listing={listing} />
          ))}
        </ul>
      )}
    </section>
  )
}

/** What a shelter or centre tells of itself, and no word more. */
function ListingLine({
  view: { t, lang },
  listing,
}: {
  view: PublicView
  listing: ShownListing
}): VNode {
  const spoken = spokenIn(lang)
  const { kind, forWhom, name, address, phone, place } = listing
  const whom = forWhom.map((one) => t(`guide.listing.for.${one}`)).join(t('guide.listing.and'))
  const what = t(`guide.listing.kind.${kind}`)
  return (
    <li>
      <b>
        {name ? name[spoken] : what}
        {listing.madeUp && ` (${t('guide.made-up')})`}
      </b>
      <div>{[...(name ? [what] : []), whom, place[spoken]].join(t('guide.listing.and'))}</div>
      {address && <div>{say(address[spoken])}</div>}
      {phone ? <Phone number={phone} /> : <div>{say(t('guide.listing.no-phone'))}</div>}
      <small class="checked">
        {say(
          t('guide.listing.told', {
            date: formatDay(lang, dayInPakistan(new Date(listing.listedAt))),
          }),
        )}
        {!address && ` ${t('guide.listing.place-not-told')}`}
      </small>
    </li>
  )
}

function AskDistrict(of: {
  view: PublicView
  provinces: readonly ProvinceWithDistricts[]
  chosen: string
}): VNode {
  const { t, lang } = of.view
  return (
    <form method="post" action={`/${lang}/help`} class="ask">
      <label for="district">{t('guide.near.ask')}</label>
      <select id="district" name="district" required>
        <option value="">{t('guide.near.choose')}</option>
        {of.provinces.map((province) => (
          <optgroup key={province.code} label={province.name}>
            {province.districts.map(({ code, name }) => (
              <option key={code} value={code} selected={code === of.chosen}>
                {name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <button class="way second" type="submit">
        {t('guide.near.show')}
      </button>
    </form>
  )
}

function OfficeLine({ view: { t, lang }, office }: { view: PublicView; office: Office }): VNode {
  const spoken = spokenIn(lang)
  return (
    <li>
      <b>
        {office.name[spoken]}
        {office.madeUp && ` (${t('guide.made-up')})`}
      </b>
      {office.place && <span>{office.place[spoken]} </span>}
      {office.contact && <Contact text={office.contact} />} <SourceGrade t={t} of={office} />
    </li>
  )
}

function Contact({ text }: { text: string }): VNode {
  if (/^[+\d][\d\s-]+$/.test(text)) return <Phone number={text} />
  if (/^\S+@\S+$/.test(text)) return <a href={`mailto:${text}`}>{<bdi dir="ltr">{text}</bdi>}</a>
  return <span>{text}</span>
}
