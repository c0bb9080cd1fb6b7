import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet } from '../../../web/workspace/asking.ts'
import { CodeField, TextField } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import { Card, EmptyState } from '../../../web/workspace/parts.tsx'
import { type Bilingual, useWords } from '../../../web/workspace/words.tsx'
import type { FullFamily } from './answers.ts'
import { ChoiceField } from './fields.tsx'
import { useForm } from './form.ts'
import styles from './worksites.module.css'

/** The criminal files opened from this labour file, and the one step to open another. */
export function CaseCard({ family }: { family: FullFamily }) {
  const { t, date } = useWords()
  const [opening, setOpening] = useState(false)
  const nameOf = (id: string) => family.members.find((one) => one.id === id)?.name
  return (
    <Card title={t('worksites.cases')}>
      {family.cases.length === 0 && (
        <EmptyState title={t('worksites.cases.none')}>{t('worksites.cases.none.text')}</EmptyState>
      )}
      <ul className={styles.rows}>
        {family.cases.map((one) => (
          <li key={one.caseId} className={styles.head}>
            <Link to={`/cases/${one.caseId}`}>
              <bdi dir="ltr">{one.reference}</bdi>
            </Link>
            <span className={styles.small}>
              <bdi dir="auto">{nameOf(one.memberId) ?? t('work.not-known')}</bdi> ·{' '}
              {date(one.openedAt)}
            </span>
          </li>
        ))}
      </ul>
      {family.may.write && (
        <div className={styles.actions}>
          <Button variant="default" onClick={() => setOpening(true)}>
            {t('worksites.case.open')}
          </Button>
        </div>
      )}
      {opening && <CaseForm family={family} close={() => setOpening(false)} />}
    </Card>
  )
}

const manners = ['spoken', 'written', 'interpreter'] as const
const spoken = ['urd', 'pan', 'skr', 'snd', 'pus', 'bal', 'brh', 'other'] as const
const childViews = ['agrees', 'disagrees', 'too-young'] as const
const receivers = ['federal-investigation', 'provincial-police']

interface Agency {
  id: string
  kind: string
  name: Bilingual
}

function CaseForm({ family, close }: { family: FullFamily; close: () => void }) {
  const { t, pick } = useWords()

  const agencies = useGet<Agency[]>('/api/agencies').data ?? []
  const [understood, setUnderstood] = useState(false)
  const { typed, field, modal } = useForm(
    {
      memberId: '',
      agencyId: '',
      title: t('worksites.case.title', { place: pick(family.site.place.name) }),
      how: 'spoken',
      language: '',
      guardian: '',
      childView: '',
    },
    ({ guardian, childView, ...body }) =>
      api.post(`/api/worksites/families/${family.id}/cases`, {
        ...body,
        understood,
        guardian: guardian || null,
        childView: childView || null,
      }),
    close,
  )
  const member = family.members.find((one) => one.id === typed.memberId)
  const child = member?.age != null && member.age < 18
  return (
    <FormModal title={t('worksites.case.open')} {...modal}>
      <p>{t('worksites.case.apart')}</p>
      <ChoiceField
        {...field('memberId')}
        label={t('worksites.case.who')}
        choices={family.members.map((one) => ({
          value: one.id,
          label: one.name ?? t('work.not-known'),
        }))}
        required
      />
      <TextField {...field('title')} label={t('worksites.case.called')} required />
      <ChoiceField
        {...field('agencyId')}
        label={t('worksites.case.agency')}
        choices={agencies
          .filter((one) => receivers.includes(one.kind))
          .map((one) => ({ value: one.id, label: pick(one.name) }))}
        required
      />
      <div className={styles.pair}>
        <CodeField
          {...field('how')}
          label={t('worksites.case.how')}
          codes={manners}
          words="worksites.case.how"
          required
        />
        <CodeField
          {...field('language')}
          label={t('worksites.case.language')}
          codes={spoken}
          words="worksites.case.language"
          required
        />
      </div>
      {child && (
        <div className={styles.pair}>
          <TextField {...field('guardian')} label={t('worksites.case.guardian')} required />
          <CodeField
            {...field('childView')}
            label={t('worksites.case.child-view')}
            codes={childViews}
            words="worksites.case.child-view"
            required
          />
        </div>
      )}
      <Checkbox
        name="understood"
        label={t('worksites.case.understood')}
        checked={understood}
        onChange={(event) => setUnderstood(event.currentTarget.checked)}
      />
    </FormModal>
  )
}
