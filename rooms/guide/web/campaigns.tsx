import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import {
  DataTable,
  EmptyState,
  ErrorNote,
  Loading,
  PageHead,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { CampaignView } from './campaign-shapes.ts'
import styles from './texts.module.css'

const tones = { planned: 'neutral', running: 'met', over: 'neutral', stopped: 'partly' } as const

export function CampaignState({ of }: { of: Pick<CampaignView, 'state'> }) {
  const { t } = useWords()
  return <Tag tone={tones[of.state]}>{t(`guide.campaigns.state.${of.state}`)}</Tag>
}

/** Every campaign: whom it speaks to, whether it runs, and how many came by it. */
export function CampaignsPage() {
  const { t, pick, date, number } = useWords()
  const { data, problem, loading, again } = useGet<{ items: CampaignView[] }>(
    '/api/guide/campaigns',
  )
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  const counted = (one: CampaignView) => one.counts['check-agent'] + one.counts['check-offer']
  return (
    <>
      <PageHead
        title={t('guide.campaigns.title')}
        sub={t('guide.campaigns.sub')}
        actions={
          <Button component={Link} to="/campaigns/new">
            {t('guide.campaigns.new')}
          </Button>
        }
      />
      <DataTable
        caption={t('guide.campaigns.title')}
        rows={data.items}
        rowKey={(one) => one.id}
        empty={
          <EmptyState title={t('guide.campaigns.none')}>{t('guide.campaigns.none-do')}</EmptyState>
        }
        columns={[
          {
            key: 'name',
            label: t('guide.campaigns.campaign'),
            main: true,
            show: (one) => (
              <>
                <Link to={`/campaigns/${one.id}`}>
                  <bdi>{pick(one.name)}</bdi>
                </Link>
                <div className={styles.small}>
                  {t(`guide.campaigns.channel.${one.channel}`)} ·{' '}
                  {t(`guide.campaigns.audience.${one.audience}`)}
                </div>
              </>
            ),
          },
          {
            key: 'state',
            label: t('guide.campaigns.state'),
            show: (one) => <CampaignState of={one} />,
          },
          {
            key: 'days',
            label: t('guide.campaigns.days'),
            show: (one) => (
              <>
                {date(one.startsOn)} – {date(one.endsOn)}
              </>
            ),
          },
          {
            key: 'visits',
            label: t('guide.campaigns.count.visit'),
            number: true,
            show: (one) => number(one.counts.visit),
          },
          {
            key: 'checks',
            label: t('guide.campaigns.checks'),
            number: true,
            show: (one) => number(counted(one)),
          },
        ]}
      />
    </>
  )
}
