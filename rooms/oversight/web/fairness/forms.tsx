import { Button } from '@mantine/core'
import { Link, useNavigate } from 'react-router'
import { api } from '../../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../../web/workspace/asking.ts'
import {
  Card,
  ConfirmButton,
  ErrorNote,
  PersonName,
  Tag,
  When,
} from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import type { FormHead, FormList } from '../../fairness-shapes.ts'
import styles from './fairness.module.css'

export const stateTones = { drafted: 'partly', signed: 'met', returned: 'neutral' } as const

/** The yearly public forms: those there are, and the years one can be drawn up of. */
export function Forms() {
  const { t } = useWords()
  const go = useNavigate()
  const { data, problem, again } = useGet<FormList>('/api/fairness/forms')
  const make = useSend(
    (year: number) => api.post<{ id: string }>('/api/fairness/forms', { year }),
    { refresh: ['/api/fairness/forms'], done: ({ id }) => void go(`/fairness/forms/${id}`) },
  )
  return (
    <Card title={t('fairness.forms')}>
      <p className={styles.soft}>{t('fairness.forms.what')}</p>
      <ErrorNote problem={problem ?? make.problem} again={again} />
      {data?.forms.length === 0 && <p className={styles.soft}>{t('fairness.forms.none')}</p>}
      <ul className={styles.forms}>
        {data?.forms.map((one) => (
          <li key={one.id}>
            <Link to={`/fairness/forms/${one.id}`}>
              <FormName form={one} />
            </Link>{' '}
            <Tag tone={stateTones[one.state]}>{t(`fairness.state.${one.state}`)}</Tag>{' '}
            <span className={styles.soft}>
              <PersonName name={one.draftedBy} /> · <When at={one.draftedAt} />
            </span>
          </li>
        ))}
      </ul>
      <div className={styles.buttons}>
        {data?.years.slice(0, 2).map((year) => (
          <ConfirmButton
            key={year}
            title={t('fairness.draw-up', { year: String(year) })}
            what={t('fairness.draw-up.what')}
            confirm={t('fairness.draw-up.yes')}
            onConfirm={() => make.send(year)}
          >
            {t('fairness.draw-up', { year: String(year) })}
          </ConfirmButton>
        ))}
        <Button component="a" variant="subtle" href="/register/fairness" target="_blank">
          {t('fairness.public')}
        </Button>
      </div>
    </Card>
  )
}

export function FormName({ form }: { form: Pick<FormHead, 'year' | 'jurisdiction'> }) {
  const { t } = useWords()
  return t('fairness.form.name', { year: String(form.year) })
}
