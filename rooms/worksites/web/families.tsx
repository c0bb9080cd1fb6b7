import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { Card, EmptyState, PersonName, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { FamilyView, FullSite } from './answers.ts'
import { FamilyForm } from './family-form.tsx'
import styles from './worksites.module.css'

/** Who works at the site, by family, with the children at work and at school. */
export function FamiliesCard({ site }: { site: FullSite }) {
  const { t } = useWords()
  const [adding, setAdding] = useState(false)
  return (
    <Card title={t('worksites.families')}>
      {site.families.length === 0 && (
        <EmptyState title={t('worksites.families.none')}>
          {t('worksites.families.none.text')}
        </EmptyState>
      )}
      <ul className={styles.rows}>
        {site.families.map((one) => (
          <li key={one.id}>
            <FamilyLine family={one} />
          </li>
        ))}
      </ul>
      {site.may.write && (
        <div className={styles.actions}>
          <Button variant="default" onClick={() => setAdding(true)}>
            {t('worksites.family.add')}
          </Button>
        </div>
      )}
      {adding && <FamilyForm siteId={site.id} close={() => setAdding(false)} />}
    </Card>
  )
}

function FamilyLine({ family }: { family: FamilyView }) {
  const { t, number } = useWords()
  const { children, atWork, atSchool, notKnown } = family.children
  return (
    <>
      <div className={styles.head}>
        <h3>
          <Link to={`/worksites/families/${family.id}`}>
            <PersonName name={family.name} />
          </Link>
        </h3>
        <span className={styles.small}>
          {t('worksites.members-n', { count: family.members.length })}
        </span>
      </div>
      <p>
        {t('worksites.children-n', { count: children })}{' '}
        {atWork > 0 && (
          <Tag tone="danger">
            {t('worksites.at-work')}: {number(atWork)}
          </Tag>
        )}{' '}
        {atSchool > 0 && (
          <Tag tone="met">
            {t('worksites.at-school')}: {number(atSchool)}
          </Tag>
        )}{' '}
        {notKnown > 0 && (
          <Tag>
            {t('work.not-known')}: {number(notKnown)}
          </Tag>
        )}
      </p>
    </>
  )
}
