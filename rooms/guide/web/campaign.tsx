import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { renderSVG } from 'uqr'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { useDistricts } from '../../../web/workspace/districts.ts'
import { WordsField } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import {
  Card,
  ConfirmButton,
  DataTable,
  ErrorNote,
  Facts,
  Loading,
  Notice,
  PageHead,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { countedActs, designOf } from '../campaign.ts'
import type { CampaignView } from './campaign-shapes.ts'
import { CampaignState } from './campaigns.tsx'
import styles from './texts.module.css'

/** One campaign: its link and square code, its districts, and how many came by it. */
export function CampaignPage() {
  const { id } = useParams()
  const { data, problem, loading, again } = useGet<CampaignView>(`/api/guide/campaigns/${id}`)
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return <Shown of={data} />
}

function Shown({ of }: { of: CampaignView }) {
  const { t, pick, date, number } = useWords()
  return (
    <>
      <PageHead
        crumbs={[{ label: t('guide.campaigns.title'), to: '/campaigns' }]}
        title={pick(of.name)}
        sub={<CampaignState of={of} />}
        actions={
          <div className={styles.actions}>
            <Button component={Link} to={`/campaigns/${of.id}/change`} variant="default">
              {t('guide.campaigns.change')}
            </Button>
            <StopOrGoOn of={of} />
          </div>
        }
      />
      {of.stoppedOn && (
        <Notice tone="partly" title={t('guide.campaigns.stopped-on', { date: date(of.stoppedOn) })}>
          <bdi>{of.stopWords}</bdi>
        </Notice>
      )}
      <div className={styles.pair}>
        <Card title={t('guide.campaigns.plan')}>
          <Facts
            facts={[
              [t('guide.campaigns.audience'), t(`guide.campaigns.audience.${of.audience}`)],
              [t('guide.campaigns.channel'), t(`guide.campaigns.channel.${of.channel}`)],
              [t('guide.campaigns.days'), `${date(of.startsOn)} – ${date(of.endsOn)}`],
              [t('guide.campaigns.cost'), t('guide.campaigns.rupees', { count: number(of.cost) })],
            ]}
          />
        </Card>
        <Card title={t('guide.campaigns.link')}>
          <LinkOf code={of.code} />
        </Card>
        <Card title={t('guide.campaigns.came')}>
          <Facts
            facts={countedActs.map((act) => [
              t(`guide.campaigns.count.${act}`),
              number(of.counts[act]),
            ])}
          />
          <p className={styles.small}>{t('guide.campaigns.counted-how')}</p>
          <Link to={`/numbers/campaigns/${of.id}`}>{t('guide.campaigns.what-came')}</Link>
        </Card>
      </div>
      <Districts of={of} />
    </>
  )
}

/** The address and its square code, in the language that the poster is written in. */
function LinkOf({ code }: { code: string }) {
  const { t } = useWords()
  const address = `${location.origin}/ur/c/${code}`
  const picture = `data:image/svg+xml,${encodeURIComponent(renderSVG(address, { border: 2 }))}`
  return (
    <>
      <p>
        <bdi dir="ltr" className={styles.address}>
          {address}
        </bdi>
      </p>
      <img
        src={picture}
        width={160}
        height={160}
        alt={t('guide.campaigns.square', { code })}
        className={styles.square}
      />
      <p>
        <a href={picture} download={`${code}.svg`}>
          {t('guide.campaigns.save-square')}
        </a>
      </p>
      <p className={styles.small}>{t('guide.campaigns.link-hint')}</p>
    </>
  )
}

function Districts({ of }: { of: CampaignView }) {
  const { t, date } = useWords()
  const { nameOf } = useDistricts()
  return (
    <Card title={t('guide.campaigns.districts')}>
      <p>{t(`guide.campaigns.design.${designOf(of.places)}`)}</p>
      <DataTable
        caption={t('guide.campaigns.districts')}
        rows={of.places}
        rowKey={(one) => one.code}
        columns={[
          {
            key: 'place',
            label: t('guide.campaigns.district'),
            main: true,
            show: (one) => nameOf(one.code),
          },
          {
            key: 'from',
            label: t('guide.campaigns.from'),
            show: (one) =>
              one.startsOn ? date(one.startsOn) : t('guide.campaigns.nothing-is-done'),
          },
        ]}
      />
    </Card>
  )
}

function StopOrGoOn({ of }: { of: CampaignView }) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const [words, setWords] = useState('')
  const turn = useSend(
    (stop: boolean) =>
      api.post(`/api/guide/campaigns/${of.id}/stop`, { stop, words, version: of.version }),
    { refresh: ['/api/guide/campaigns'], done: () => setAsking(false) },
  )
  if (of.state === 'over') return null
  if (of.stoppedOn)
    return (
      <>
        <ConfirmButton
          title={t('guide.campaigns.go-on')}
          what={t('guide.campaigns.go-on-what')}
          confirm={t('guide.campaigns.go-on')}
          onConfirm={() => turn.send(false)}
        >
          {t('guide.campaigns.go-on')}
        </ConfirmButton>
        <ErrorNote problem={turn.problem} />
      </>
    )
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('guide.campaigns.stop')}
      </Button>
      {asking && (
        <FormModal
          title={t('guide.campaigns.stop')}
          label={t('guide.campaigns.stop')}
          close={() => setAsking(false)}
          submit={() => turn.send(true)}
          busy={turn.busy}
          problem={turn.problem}
        >
          <p>{t('guide.campaigns.stop-what')}</p>
          <WordsField
            name="words"
            label={t('guide.campaigns.stop-words')}
            problem={turn.problem}
            required
            most={1000}
            value={words}
            set={setWords}
          />
        </FormModal>
      )}
    </>
  )
}
