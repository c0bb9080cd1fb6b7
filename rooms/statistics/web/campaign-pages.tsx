import { Link, useParams } from 'react-router'
import type { Name } from '../../../core/people.ts'
import { useGet } from '../../../web/workspace/asking.ts'
import {
  Card,
  DataTable,
  EmptyState,
  ErrorNote,
  Loading,
  Notice,
  PageHead,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Unsaid } from '../campaign.ts'

interface Listed {
  id: string
  name: Name
  startsOn: string
  endsOn: string
  visits: number
}

/** A side of a step as the server tells it; null where it is some, but fewer than five. */
interface Side {
  districts: number
  before: number | null
  after: number | null
}
interface Outcome {
  name: Name
  startsOn: string
  endsOn: string
  cost: number
  design: 'none' | 'matched' | 'stepped'
  counts: Record<(typeof path)[number], number | null>
  effect:
    | Unsaid
    | {
        steps: { startsOn: string; days: number; reached: Side; compared: Side }[]
        ratio: number
        low: number
        high: number
        p: number
      }
}

const path = ['visit', 'check-agent', 'check-offer', 'reports', 'cases', 'identified'] as const

/** The campaigns whose outcome can be looked at. */
export function CampaignOutcomesPage() {
  const { t, pick, date, number } = useWords()
  const { data, problem, loading, again } = useGet<{ items: Listed[] }>('/api/statistics/campaigns')
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return (
    <>
      <PageHead title={t('campaign.title')} sub={t('campaign.sub')} />
      <DataTable
        caption={t('campaign.title')}
        rows={data.items}
        rowKey={(one) => one.id}
        empty={<EmptyState title={t('campaign.none')}>{t('campaign.none-do')}</EmptyState>}
        columns={[
          {
            key: 'name',
            label: t('campaign.campaign'),
            main: true,
            show: (one) => (
              <Link to={`/numbers/campaigns/${one.id}`}>
                <bdi>{pick(one.name)}</bdi>
              </Link>
            ),
          },
          {
            key: 'days',
            label: t('campaign.days'),
            show: (one) => `${date(one.startsOn)} – ${date(one.endsOn)}`,
          },
          {
            key: 'visits',
            label: t('campaign.step.visit'),
            number: true,
            show: (one) => number(one.visits),
          },
        ]}
      />
    </>
  )
}

/** What came of one campaign, step by step, at what cost; and beside districts where nothing was done. */
export function CampaignOutcomePage() {
  const { id } = useParams()
  const { t, pick, date, number } = useWords()
  const { data, problem, loading, again } = useGet<Outcome>(`/api/statistics/campaigns/${id}`)
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return (
    <>
      <PageHead
        crumbs={[{ label: t('campaign.title'), to: '/numbers/campaigns' }]}
        title={pick(data.name)}
        sub={`${date(data.startsOn)} – ${date(data.endsOn)} · ${t('campaign.rupees', { count: number(data.cost) })}`}
      />
      <Card title={t('campaign.path')}>
        <DataTable
          caption={t('campaign.path')}
          rows={path}
          rowKey={(step) => step}
          columns={[
            {
              key: 'step',
              label: t('campaign.step'),
              main: true,
              show: (step) => t(`campaign.step.${step}`),
            },
            {
              key: 'n',
              label: t('campaign.how-many'),
              number: true,
              show: (step) => <Few n={data.counts[step]} />,
            },
            {
              key: 'each',
              label: t('campaign.rupees-each'),
              number: true,
              show: (step) => {
                const n = data.counts[step]
                return n ? number(Math.round(data.cost / n)) : '–'
              },
            },
          ]}
        />
        <p>{t('campaign.path-means')}</p>
      </Card>
      <Effect of={data} />
    </>
  )
}

function Few({ n }: { n: number | null }) {
  const { t, number } = useWords()
  return <>{n === null ? t('campaign.fewer-than-five') : number(n)}</>
}

function Effect({ of: { design, effect } }: { of: Outcome }) {
  const { t, date, number } = useWords()
  if (typeof effect === 'string') {
    return (
      <Card title={t('campaign.effect')}>
        <Notice tone="neutral" title={t(`campaign.unsaid.${effect}`)}>
          {t(`campaign.unsaid.${effect}.why`)}
        </Notice>
      </Card>
    )
  }
  const decimals = (value: number) => number(Math.round(value * 100) / 100)
  const clear = effect.p < 0.05
  return (
    <Card title={t('campaign.effect')}>
      <p>
        {t(clear ? 'campaign.differs' : 'campaign.may-be-chance', {
          ratio: decimals(effect.ratio),
          low: decimals(effect.low),
          high: decimals(effect.high),
        })}
      </p>
      <DataTable
        caption={t('campaign.effect')}
        rows={effect.steps}
        rowKey={(step) => step.startsOn}
        columns={[
          {
            key: 'from',
            label: t('campaign.began'),
            main: true,
            show: (step) => date(step.startsOn),
          },
          {
            key: 'days',
            label: t('campaign.watched'),
            number: true,
            show: (step) => t('campaign.days-each-side', { count: step.days }),
          },
          {
            key: 'reached',
            label: t('campaign.reached'),
            number: true,
            show: (step) => <BeforeAfter of={step.reached} />,
          },
          {
            key: 'compared',
            label: t(`campaign.compared.${design === 'stepped' ? 'waiting' : 'nothing'}`),
            number: true,
            show: (step) => <BeforeAfter of={step.compared} />,
          },
        ]}
      />
      <p>
        {t('campaign.p', {
          p: effect.p < 0.001 ? `< ${number(0.001)}` : number(Math.round(effect.p * 1000) / 1000),
        })}
      </p>
      <p>{t('campaign.does-not-prove')}</p>
    </Card>
  )
}

/** Reports before and after the start, and from how many districts. */
function BeforeAfter({ of }: { of: Side }) {
  const { t } = useWords()
  return (
    <>
      <Few n={of.before} /> → <Few n={of.after} />{' '}
      <small>({t('campaign.districts', { count: of.districts })})</small>
    </>
  )
}
