import { Button } from '@mantine/core'
import { useState } from 'react'
import { useParams } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import { Card, EmptyState, ErrorNote, Loading, PageHead } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { AdvanceCard } from './advance-card.tsx'
import { AdvanceForm } from './advance-form.tsx'
import type { FullFamily } from './answers.ts'
import { CaseCard } from './case-card.tsx'
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
        <ReleaseCards family={data} />
        <Advances family={data} />
        <CaseCard family={data} />
      </div>
    </>
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
