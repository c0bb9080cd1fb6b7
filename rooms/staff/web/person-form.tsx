import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { type Duty, duties, reaches, type Sees } from '../../../core/people.ts'
import type { ProblemError } from '../../../web/workspace/api.ts'
import { Card, ErrorNote, Field, useUnsaved } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { withoutCases } from '../account.ts'
import type { Team } from './shapes.ts'
import styles from './staff.module.css'

export interface Plan {
  nameEn: string
  nameUr: string
  email: string
  agencyId: string
  teamId: string | null
  duties: Duty[]
  sees: Sees
  jurisdiction: string
}

const jurisdictions = ['PK', 'PK-PB', 'PK-SD', 'PK-KP', 'PK-BA', 'PK-IS', 'PK-GB', 'PK-JK'] as const

/** Name, agency, duties and reach of a person; `isNew` asks for the address and the agency too. */
export function PersonForm({
  start,
  agencies,
  teams,
  isNew,
  busy,
  problem,
  save,
  children,
}: {
  start: Plan
  agencies: readonly { value: string; label: string }[]
  teams: readonly Team[]
  isNew?: boolean
  busy: boolean
  problem: ProblemError | undefined
  save: (plan: Plan) => void
  children?: ReactNode
}) {
  const { t, pick } = useWords()
  const [plan, setPlan] = useState(start)
  const change = (part: Partial<Plan>) => setPlan({ ...plan, ...part })
  useUnsaved(JSON.stringify(plan) !== JSON.stringify(start))
  const apart = plan.duties.some((duty) => withoutCases.includes(duty))
  const chooseDuties = (chosen: Duty[]) => {
    const added = chosen.find((duty) => !plan.duties.includes(duty))
    const alone = added && withoutCases.includes(added)
    const kept = alone ? [added] : chosen.filter((duty) => !withoutCases.includes(duty) || !added)
    const none = kept.some((duty) => withoutCases.includes(duty))
    change({ duties: kept, sees: none ? 'nothing' : plan.sees })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save(plan)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <ErrorNote problem={problem} />
      <Card title={t('staff.person.who')}>
        <div className={styles.pair}>
          <Field name="nameEn" label={t('staff.name.en')} problem={problem} required>
            <TextInput
              dir="ltr"
              lang="en"
              maxLength={200}
              value={plan.nameEn}
              onChange={(event) => change({ nameEn: event.currentTarget.value })}
            />
          </Field>
          <Field name="nameUr" label={t('staff.name.ur')} problem={problem} required>
            <TextInput
              dir="rtl"
              lang="ur"
              maxLength={200}
              value={plan.nameUr}
              onChange={(event) => change({ nameUr: event.currentTarget.value })}
            />
          </Field>
          {isNew && (
            <>
              <Field
                name="email"
                label={t('staff.email')}
                hint={t('staff.email.hint')}
                problem={problem}
                required
              >
                <TextInput
                  type="email"
                  dir="ltr"
                  maxLength={254}
                  value={plan.email}
                  onChange={(event) => change({ email: event.currentTarget.value })}
                />
              </Field>
              <Field name="agencyId" label={t('staff.agency')} problem={problem} required>
                <NativeSelect
                  data={[{ value: '', label: t('staff.choose') }, ...agencies]}
                  value={plan.agencyId}
                  onChange={(event) =>
                    change({ agencyId: event.currentTarget.value, teamId: null })
                  }
                />
              </Field>
            </>
          )}
        </div>
      </Card>
      <Card title={t('staff.duties')}>
        <Field
          name="duties"
          label={t('staff.duties.which')}
          hint={t('staff.duties.hint')}
          problem={problem}
          required
        >
          <Checkbox.Group value={plan.duties} onChange={(chosen) => chooseDuties(chosen as Duty[])}>
            <div className={styles.checks}>
              {duties.map((duty) => (
                <Checkbox key={duty} value={duty} label={t(`work.duty.${duty}`)} />
              ))}
            </div>
          </Checkbox.Group>
        </Field>
        <div className={styles.pair} style={{ marginBlockStart: 18 }}>
          <Field
            name="sees"
            label={t('staff.sees')}
            hint={apart ? t('staff.sees.apart') : t('staff.sees.hint')}
            problem={problem}
            required
          >
            <NativeSelect
              disabled={apart}
              data={reaches.map((value) => ({ value, label: t(`work.sees.${value}`) }))}
              value={plan.sees}
              onChange={(event) => change({ sees: event.currentTarget.value as Sees })}
            />
          </Field>
          <Field
            name="teamId"
            label={t('staff.team')}
            hint={t('staff.team.hint')}
            problem={problem}
          >
            <NativeSelect
              data={[
                { value: '', label: t('staff.team.none') },
                ...teams
                  .filter((one) => one.agencyId === plan.agencyId)
                  .map((one) => ({ value: one.id, label: pick(one.name) })),
              ]}
              value={plan.teamId ?? ''}
              onChange={(event) => change({ teamId: event.currentTarget.value || null })}
            />
          </Field>
          <Field
            name="jurisdiction"
            label={t('staff.jurisdiction')}
            hint={t('staff.jurisdiction.hint')}
            problem={problem}
            required
          >
            <NativeSelect
              data={jurisdictions.map((value) => ({
                value,
                label: t(`staff.jurisdiction.${value}`),
              }))}
              value={plan.jurisdiction}
              onChange={(event) => change({ jurisdiction: event.currentTarget.value })}
            />
          </Field>
        </div>
      </Card>
      <div className={styles.row}>
        <Button type="submit" loading={busy}>
          {t(isNew ? 'staff.invite.make' : 'work.save')}
        </Button>
        {children}
      </div>
    </form>
  )
}
