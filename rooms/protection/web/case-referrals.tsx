import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { DataTable, EmptyState, PersonName } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import styles from './protection.module.css'
import { SenderActions } from './sender-actions.tsx'
import type { PersonView, ProtectionView, ReferralView } from './shapes.ts'
import { ReferralState, useFieldList } from './telling.tsx'

/** The referrals of one person of a case, with what the sender can do about each. */
export function CaseReferrals({
  person,
  may,
  change,
}: {
  person: PersonView
  may: ProtectionView['may']
  change: (draft: ReferralView) => void
}) {
  const { t } = useWords()
  const fieldList = useFieldList()
  const name = person.name || t('work.name-not-known')
  return (
    <DataTable
      caption={t('protection.referrals', { name })}
      rows={person.referrals}
      rowKey={(one) => one.id}
      empty={
        <EmptyState title={t('protection.referrals.none')}>
          {t('protection.referrals.none.text')}
        </EmptyState>
      }
      columns={[
        {
          key: 'to',
          label: t('protection.to'),
          main: true,
          show: (one) => (
            <>
              <Link to={`/referrals/${one.id}`}>
                <PersonName name={one.to.name} />
              </Link>
              <div className={styles.small}>{t(`protection.purpose.${one.purpose}`)}</div>
            </>
          ),
        },
        {
          key: 'told',
          label: t('protection.draft.fields'),
          show: (one) => (one.fields.length ? fieldList(one.fields) : '–'),
        },
        {
          key: 'state',
          label: t('protection.state'),
          show: (one) => <ReferralState referral={one} />,
        },
        {
          key: 'action',
          label: t('protection.action'),
          show: (one) => (
            <SenderActions referral={one} may={may.send}>
              {one.status === 'drafted' && may.send && (
                <Button size="compact-sm" variant="default" onClick={() => change(one)}>
                  {t('protection.draft.change')}
                </Button>
              )}
            </SenderActions>
          ),
        },
      ]}
    />
  )
}
