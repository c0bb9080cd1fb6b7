import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import {
  Card,
  EmptyState,
  ErrorNote,
  Facts,
  Loading,
  Notice,
  PageHead,
  PersonName,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { FullSite, PartyView, VisitView } from './answers.ts'
import { FamiliesCard } from './families.tsx'
import { OrdersCard } from './orders.tsx'
import { PartyForm } from './party-form.tsx'
import { RulesLine } from './rules-line.tsx'
import { SiteForm } from './site-form.tsx'
import styles from './worksites.module.css'

/** One site: who runs it, who works there, what was found and what was ordered. */
export function SitePage() {
  const { id } = useParams()
  const { t, pick } = useWords()
  const { data, problem, loading, again } = useGet<FullSite>(`/api/worksites/${id}`)
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return (
    <>
      <PageHead
        crumbs={[{ label: t('worksites.title'), to: '/worksites' }]}
        title={data.name}
        sub={`${t(`worksites.kind.${data.kind}`)} · ${pick(data.place.name)}`}
        actions={
          data.may.write && (
            <Button component={Link} to={`/worksites/visits/new?site=${data.id}`}>
              {t('worksites.visit.new')}
            </Button>
          )
        }
      />
      <div className={styles.stack}>
        {data.pointsAtBondage && (
          <Notice tone="partly" title={t('worksites.points')}>
            {t('worksites.points.text')}
          </Notice>
        )}
        <OrdersCard site={data} />
        <FamiliesCard site={data} />
        <PartiesCard site={data} />
        <VisitsCard visits={data.visits} />
        <PlaceCard site={data} />
      </div>
    </>
  )
}

function PartiesCard({ site }: { site: FullSite }) {
  const { t } = useWords()
  const [adding, setAdding] = useState(false)
  const [correcting, setCorrecting] = useState<PartyView>()
  return (
    <Card title={t('worksites.parties')}>
      {site.parties.length === 0 ? (
        <EmptyState title={t('worksites.parties.none')} />
      ) : (
        <Facts
          facts={site.parties.map((one) => [
            t(`worksites.party.${one.role}`),
            <span key={one.id}>
              <PersonName name={one.name} />{' '}
              {one.phone && (
                <bdi dir="ltr" className={styles.small}>
                  {one.phone}
                </bdi>
              )}
              {site.may.write && (
                <Button variant="subtle" size="compact-sm" onClick={() => setCorrecting(one)}>
                  {t('worksites.correct')}
                </Button>
              )}
            </span>,
          ])}
        />
      )}
      {site.may.write && (
        <div className={styles.actions}>
          <Button variant="default" onClick={() => setAdding(true)}>
            {t('worksites.party.add')}
          </Button>
        </div>
      )}
      {adding && <PartyForm siteId={site.id} close={() => setAdding(false)} />}
      {correcting && (
        <PartyForm siteId={site.id} party={correcting} close={() => setCorrecting(undefined)} />
      )}
    </Card>
  )
}

function VisitsCard({ visits }: { visits: readonly VisitView[] }) {
  const { t, date, number, pick } = useWords()
  return (
    <Card title={t('worksites.visits')}>
      {visits.length === 0 && (
        <EmptyState title={t('worksites.visits.none')}>
          {t('worksites.visits.none.text')}
        </EmptyState>
      )}
      <ol className={styles.rows}>
        {visits.map((visit) => (
          <li key={visit.id}>
            <div className={styles.head}>
              <h3>{date(visit.on)}</h3>
              <span className={styles.small}>
                {t(`worksites.reason.${visit.reason}`)} · <bdi>{pick(visit.by)}</bdi>
                {visit.writtenOffline && ` · ${t('worksites.visit.offline')}`}
              </span>
            </div>
            {(visit.workersSeen !== null || visit.childrenSeen !== null) && (
              <p className={styles.small}>
                {[
                  visit.workersSeen !== null &&
                    `${t('worksites.visit.workers-seen')}: ${number(visit.workersSeen)}`,
                  visit.childrenSeen !== null &&
                    `${t('worksites.visit.children-seen')}: ${number(visit.childrenSeen)}`,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            )}
            {visit.words && (
              <p>
                <bdi dir="auto">{visit.words}</bdi>
              </p>
            )}
            <ul className={styles.rows}>
              {visit.findings.map((one) => (
                <li key={one.id}>
                  <Tag tone={one.code === 'no-bonded-labour-seen' ? 'met' : 'partly'}>
                    {t(`worksites.finding.${one.code}`)}
                  </Tag>{' '}
                  <span className={styles.small}>
                    {t(`worksites.basis.${one.basis}`)}
                    {one.people !== null && ` · ${t('worksites.people-n', { count: one.people })}`}
                  </span>
                  {one.words && (
                    <div>
                      <bdi dir="auto">{one.words}</bdi>
                    </div>
                  )}
                  {one.photos.length > 0 && (
                    <div className={styles.photos}>
                      {one.photos.map((photo, i) => (
                        <a key={photo} href={`/api/worksites/photos/${photo}`}>
                          <img
                            src={`/api/worksites/photos/${photo}`}
                            loading="lazy"
                            alt={t('worksites.photo-of', {
                              n: number(i + 1),
                              finding: t(`worksites.finding.${one.code}`),
                            })}
                          />
                        </a>
                      ))}
                    </div>
                  )}
                  <RulesLine rules={one.rules} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function PlaceCard({ site }: { site: FullSite }) {
  const { t, pick } = useWords()
  const [correcting, setCorrecting] = useState(false)
  return (
    <Card title={t('worksites.place')}>
      <Facts
        facts={[
          [t('worksites.district'), pick(site.place.name)],
          [t('worksites.place.words'), site.placeWords ?? t('work.not-known')],
          [
            t('worksites.pin'),
            site.pin ? (
              <bdi dir="ltr" key="pin">
                {site.pin.latitude.toFixed(5)}, {site.pin.longitude.toFixed(5)}
              </bdi>
            ) : (
              t('work.not-known')
            ),
          ],
        ]}
      />
      {site.may.write && (
        <div className={styles.actions}>
          <Button variant="default" onClick={() => setCorrecting(true)}>
            {t('worksites.correct')}
          </Button>
        </div>
      )}
      {correcting && <SiteForm site={site} close={() => setCorrecting(false)} />}
    </Card>
  )
}
