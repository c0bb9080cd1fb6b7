/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { dayInPakistan } from '../../../../core/days.ts'
import type { PublicView } from '../../../../web/public/page.ts'
import { say } from '../../../../web/public/pieces.tsx'
import { type AuditDimension, shareMeasures } from '../../fairness-codes.ts'
import type { FairnessForm, FormRow } from '../../fairness-form.ts'
import type { SignedForm } from '../../fairness-records.ts'

/** The yearly form that was signed: what stands out, what that does not prove, and the counts. */
export function FairnessPage({
  view,
  signed,
}: {
  view: PublicView
  signed: readonly SignedForm[]
}): VNode {
  const { t, lang, query } = view
  const shown =
    signed.find((one) => String(one.year) === query.year && one.jurisdiction === query.of) ??
    signed[0]
  return (
    <>
      <h1>{t('public.fairness.title')}</h1>
      <p class="lead">{t('public.fairness.what')}</p>
      {shown ? <OneYear view={view} of={shown} /> : <p id="no-form">{t('public.fairness.none')}</p>}
      {signed.length > 1 && (
        <>
          <h2>{t('public.fairness.years')}</h2>
          <ul class="signs" id="years">
            {signed.map((one) => (
              <li key={`${one.year} ${one.jurisdiction}`}>
                <a
                  href={`/${lang}/register/fairness?year=${one.year}&of=${one.jurisdiction}`}
                  {...(one === shown && { 'aria-current': 'page' as const })}
                >
                  {say(String(one.year))}
                  {one.jurisdiction !== 'PK' && <bdi> {one.jurisdiction}</bdi>}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a href={`/${lang}/register`}>{t('public.fairness.register')}</a>
      </p>
    </>
  )
}

function OneYear({ view, of }: { view: PublicView; of: SignedForm }): VNode {
  const { t, lang } = view
  const { form, names } = of
  const name = (code: string) =>
    names[code]?.[lang === 'ur' ? 'ur' : 'en'] ?? wordFor(view, code) ?? code
  const found = form.findings.filter(({ verdict }) => verdict === 'stands-out')
  const maybe = form.findings.filter(({ verdict }) => verdict === 'worth-a-look')
  const few = form.findings.filter(({ verdict }) => verdict === 'too-few')
  return (
    <>
      <h2>{say(t('public.fairness.year', { year: of.year }))}</h2>
      <p id="period">
        {say(
          t('public.fairness.period', {
            from: form.from,
            until: form.until,
            reports: form.reports,
            k: form.k,
          }),
        )}
      </p>
      <h3>{t('public.fairness.found')}</h3>
      <Findings view={view} of={found} name={name} />
      {!found.length && <p id="nothing-found">{t('public.fairness.nothing')}</p>}
      {maybe.length > 0 && (
        <>
          <h3>{t('public.fairness.maybe')}</h3>
          <Findings view={view} of={maybe} name={name} />
        </>
      )}
      <p class="soft">
        {say(
          t('public.fairness.tested', {
            tested: form.findings.length - few.length,
            few: few.length,
          }),
        )}
      </p>
      <h3>{t('public.fairness.not-proved')}</h3>
      <ul class="signs">
        {[1, 2, 3, 4].map((i) => (
          <li key={i}>{t(`public.fairness.not-proved.${i}`)}</li>
        ))}
      </ul>
      <h3>{t('public.fairness.counts')}</h3>
      <p class="soft">{say(t('public.fairness.rounded', { k: form.k }))}</p>
      {form.tables.map(({ by, rows, hidden }) => (
        <Counts key={by} view={view} by={by} rows={rows} hidden={hidden} k={form.k} name={name} />
      ))}
      <p class="soft">
        {say(t('public.fairness.signed', { day: dayInPakistan(new Date(of.signedAt)) }))}
      </p>
    </>
  )
}

function wordFor({ t }: PublicView, code: string): string | undefined {
  for (const start of ['accused.', 'victim-sex.', 'public.fairness.language.']) {
    const said = t(`${start}${code}`)
    if (said !== `${start}${code}`) return said
  }
  return undefined
}

function Findings(of: {
  view: PublicView
  of: FairnessForm['findings']
  name(code: string): string
}): VNode {
  const { t } = of.view
  return (
    <ul class="signs">
      {of.of.map(({ by, measure, groups }) => (
        <li key={`${by} ${measure}`}>
          {t(`fairness.differs.${measure}`, { by: t(`fairness.by.${by}`) })}
          {groups.length > 0 && (
            <ul>
              {groups.map(({ code, mark }) => (
                <li key={code}>
                  <b>{of.name(code)}</b>: {t(`fairness.mark.${measure}.${mark}`)}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}

function Counts(of: {
  view: PublicView
  by: AuditDimension
  rows: readonly FormRow[]
  hidden: boolean
  k: number
  name(code: string): string
}): VNode {
  const { t } = of.view
  return (
    <details class="card" open={of.by === 'accused'}>
      <summary>
        <b>{t(`fairness.by.${of.by}`)}</b>
      </summary>
      {of.rows.length === 0 && <p>{say(t('public.fairness.all-small', { k: of.k }))}</p>}
      <ul class="signs">
        {of.rows.map(({ code, reports, shares }) => (
          <li key={code}>
            <b>{of.name(code)}</b>
            <dl>
              <div>
                <dt>{t('public.fairness.reports')}</dt> <dd>{say(String(reports))}</dd>
              </div>
              {shareMeasures.map((measure) => (
                <div key={measure}>
                  <dt>{t(`public.fairness.count.${measure}`)}</dt>{' '}
                  <dd>
                    {say(
                      shares[measure] === null
                        ? t('public.fairness.not-shown')
                        : String(shares[measure]),
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
      {of.hidden && of.rows.length > 0 && <p class="soft">{t('public.fairness.hidden')}</p>}
    </details>
  )
}
