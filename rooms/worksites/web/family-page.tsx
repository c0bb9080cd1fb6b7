import { Button } from '@mantine/core'
import { useState } from 'react'
import { useParams } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import {
  Card,
  EmptyState,
  ErrorNote,
  Loading,
  PageHead,
  PersonName,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { AdvanceCard } from './advance-card.tsx'
import { AdvanceForm } from './advance-form.tsx'
import type { FullFamily } from './answers.ts'
import { CaseCard } from './case-card.tsx'
import { FamilyForm } from './family-form.tsx'
import { ReleaseCards } from './release-card.tsx'
import styles from './worksites.module.css'

/** One family: what each side tells of its debt, what the law says of it, its way out. */
export function FamilyPage() {
  const { id } = useParams()
  const { t, pick } = useWords()
  const { data, problem, loading, again } = useGet<FullFamily>(`/api/worksites/families/${id}`)
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return (
    <>
      <PageHead
        crumbs={[
          { label: t('worksites.title'), to: '/worksites' },
          { label: data.site.name, to: `/worksites/${data.site.id}` },
        ]}
        title={<bdi dir="auto">{data.name}</bdi>}
        sub={`${t('worksites.members-n', { count: data.members.length })} · ${t(
          'worksites.children-n',
          { count: data.children.children },
        )} · ${pick(data.site.place.name)}`}
      />
      <div className={styles.stack}>
        <MembersCard family={data} />
        <ReleaseCards family={data} />
        <Advances family={data} />
        <CaseCard family={data} />
      </div>
    </>
  )
}

/** Who belongs to the family: age, at work, at school. */
function MembersCard({ family }: { family: FullFamily }) {
  const { t, date, number } = useWords()
  const [correcting, setCorrecting] = useState(false)
  return (
    <Card title={t('worksites.persons')}>
      {family.cameOn && (
        <p className={styles.small}>
          {t('worksites.family.came-on')}: {date(family.cameOn)}
        </p>
      )}
      <ul className={styles.rows}>
        {family.members.map((one) => (
          <li key={one.id}>
            <div className={styles.head}>
              <b>
                <PersonName name={one.name} />
              </b>
              <span>
                {one.works && (
                  <Tag tone={one.age !== null && one.age < 18 ? 'danger' : 'neutral'}>
                    {t('worksites.at-work')}
                  </Tag>
                )}{' '}
                {one.atSchool && <Tag tone="met">{t('worksites.at-school')}</Tag>}
              </span>
            </div>
            <div className={styles.small}>
              {t(`worksites.sex.${one.sex}`)}
              {one.age !== null &&
                ` · ${t('worksites.age-on', { n: number(one.age), date: date(one.ageOn) })}`}
            </div>
          </li>
        ))}
      </ul>
      {family.may.write && (
        <div className={styles.actions}>
          <Button variant="default" onClick={() => setCorrecting(true)}>
            {t('worksites.correct')}
          </Button>
        </div>
      )}
      {correcting && (
        <FamilyForm siteId={family.site.id} family={family} close={() => setCorrecting(false)} />
      )}
    </Card>
  )
}

function Advances({ family }: { family: FullFamily }) {
  const { t } = useWords()
  const [adding, setAdding] = useState(false)
  return (
    <>
      {family.advances.map((one) => (
        <AdvanceCard key={one.id} advance={one} mayWrite={family.may.write} />
      ))}
      {family.advances.length === 0 && (
        <Card title={t('worksites.advances')}>
          <EmptyState title={t('worksites.advances.none')}>
            {t('worksites.advances.none.text')}
          </EmptyState>
        </Card>
      )}
      {family.may.write && (
        <div className={styles.actions}>
          <Button variant="default" onClick={() => setAdding(true)}>
            {t('worksites.advance.add')}
          </Button>
        </div>
      )}
      {adding && <AdvanceForm family={family} close={() => setAdding(false)} />}
    </>
  )
}
