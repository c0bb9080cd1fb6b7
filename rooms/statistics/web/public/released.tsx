/** @jsxImportSource preact */
import type { VNode } from 'preact'
import type { PublicView } from '../../../../web/public/page.ts'
import { say } from '../../../../web/public/pieces.tsx'
import type { PublicBudget, PublicLine } from '../../public-ledger.ts'

/** What was published of detected victims, under which promise, and how much of it is left. */
export function Released({
  view,
  budgets,
}: {
  view: PublicView
  budgets: readonly PublicBudget[]
}): VNode {
  const { t } = view
  return (
    <>
      <h1>{t('public.released.title')}</h1>
      <p class="lead">{t('public.released.lead')}</p>
      {budgets.length === 0 && <p class="good">{t('public.released.none')}</p>}
      {budgets.map((budget) => (
        <Year key={`${budget.place} ${budget.year}`} view={view} budget={budget} />
      ))}
      <h2>{t('public.released.how.heading')}</h2>
      <ul class="signs">
        {[1, 2, 3].map((i) => (
          <li key={i}>{say(t(`public.released.how.${i}`))}</li>
        ))}
      </ul>
      <p>
        <a href="/released.json">{t('public.released.machine')}</a>
      </p>
    </>
  )
}

function Year({ view, budget }: { view: PublicView; budget: PublicBudget }): VNode {
  const { t } = view
  return (
    <>
      <h2>
        {t('public.released.year.heading')} <bdi>{budget.year}</bdi>
      </h2>
      <p>
        {say(
          t('public.released.budget', {
            epsilon: budget.epsilon,
            delta: budget.delta,
            spent: Math.ceil(budget.spentEpsilon * 100) / 100,
            left: Math.floor(budget.left),
          }),
        )}
      </p>
      {budget.releases.length === 0 && <p class="soft">{t('public.released.nothing-spent')}</p>}
      {budget.releases.map((line) => (
        <Line key={line.id} view={view} line={line} />
      ))}
    </>
  )
}

function Line({ view: { t, lang }, line }: { view: PublicView; line: PublicLine }): VNode {
  const day = (at: string) =>
    new Intl.DateTimeFormat(lang === 'ur' ? 'ur-PK-u-nu-latn' : 'en-GB', {
      dateStyle: 'long',
      timeZone: 'Asia/Karachi',
    }).format(new Date(at))
  const columns = line.columns
    .map((one) => t(`numbers.dimension.${one}`))
    .join(lang === 'ur' ? '، ' : ', ')
  return (
    <section class="card">
      <h3>
        {say(t(`public.released.${line.kind}`, { k: line.k ?? 0, epsilon: line.epsilon ?? '0' }))}
      </h3>
      <p>
        {say(t('public.released.of', { columns, longest: line.longest, day: day(line.countedOn) }))}{' '}
        {line.share > 0 &&
          say(t('public.released.share', { share: Math.ceil(line.share * 10) / 10 }))}
      </p>
      {line.withdrawnAt ? (
        <p class="problem">
          {say(
            t('public.released.withdrawn', {
              day: day(line.withdrawnAt),
              reason: line.withdrawnReason ?? '',
            }),
          )}
        </p>
      ) : (
        <p class="soft">
          {say(
            t(`public.released.outcome.${line.outcome}`, { day: day(line.publishedAt ?? line.at) }),
          )}
        </p>
      )}
      {line.files.length > 0 && (
        <>
          <h4>{t('public.released.files')}</h4>
          <ul>
            {line.files.map(({ name, sha256, size }) => (
              <li key={name}>
                <a href={`/released/${line.id}/${name}`} download>
                  <bdi dir="ltr">{name}</bdi>
                </a>{' '}
                <span class="soft">
                  {say(t('public.released.kb', { n: Math.max(1, Math.round(size / 1024)) }))}
                </span>
                <details class="soft">
                  <summary>{t('public.released.print')}</summary>
                  <code dir="ltr" class="print">
                    {sha256}
                  </code>
                </details>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
