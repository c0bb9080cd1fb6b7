import { Button, Checkbox, Group, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { KnownPeople } from '../../../web/workspace/beside-person.tsx'
import { takeOver } from '../../../web/workspace/hand-over.ts'
import {
  Card,
  ErrorNote,
  Field,
  Notice,
  PageHead,
  useUnsaved,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { type Role, roles, type Sex, sexes } from '../person.ts'
import styles from './cases.module.css'
import { prefillOf, type ReportInHand } from './from-report.ts'

interface PersonRow {
  key: number
  role: Role
  name: string
  sex: Sex
}

/** Opens a case, from a report whose answers were handed over in memory, or from nothing. */
export function NewCasePage() {
  const words = useWords()
  const { t } = words
  const [query] = useSearchParams()
  const fromReport = query.get('report')
  const [report] = useState(() => takeOver<ReportInHand>('report'))
  const known = report?.reportId === fromReport || !fromReport ? report : undefined
  const [prefill] = useState(() => known && prefillOf(words, known))
  const [title, setTitle] = useState(prefill?.title ?? '')
  const [summary, setSummary] = useState(prefill?.summary ?? '')
  const [where, setWhere] = useState(prefill?.placeWords ?? '')
  const [keepPlace, setKeepPlace] = useState(Boolean(prefill?.placeWords))
  const [persons, setPersons] = useState<PersonRow[]>(() => firstPersons(prefill))
  const [sent, setSent] = useState(false)
  const navigate = useNavigate()
  useUnsaved(!sent && (title !== (prefill?.title ?? '') || summary !== (prefill?.summary ?? '')))
  const { send, busy, problem } = useSend(
    () =>
      api.post<{ id: string }>('/api/cases', {
        title,
        summary: summary.trim() || null,
        reportId: fromReport,
        persons: persons.map((one) => ({
          roles: [one.role],
          name: one.name.trim() || null,
          sex: one.sex,
        })),
        incidents: keepPlace && where.trim() ? [{ kind: 'Exploitation', placeWords: where }] : [],
      }),
    {
      refresh: ['/api/cases', '/api/desk', '/api/reports'],
      done: (made) => {
        setSent(true)
        void navigate(`/cases/${made.id}/people`)
      },
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send()
  }
  return (
    <>
      <PageHead
        crumbs={[{ label: t('cases.title'), to: '/cases' }]}
        title={t('cases.new')}
        sub={
          known ? t('cases.new.from-report', { reference: known.reference }) : t('cases.new.sub')
        }
      />
      {fromReport && !known && (
        <Notice title={t('cases.new.lost')}>{t('cases.new.lost.text')}</Notice>
      )}
      <form onSubmit={submit} className={styles.form}>
        <Card>
          <div className={styles.form}>
            <Field
              name="title"
              label={t('cases.case-title')}
              hint={t('cases.case-title.hint')}
              problem={problem}
              required
            >
              <TextInput
                dir="auto"
                maxLength={300}
                value={title}
                onChange={(event) => setTitle(event.currentTarget.value)}
              />
            </Field>
            <Field
              name="summary"
              label={t('cases.summary')}
              hint={t('cases.summary.hint')}
              problem={problem}
            >
              <Textarea
                autosize
                minRows={6}
                maxRows={24}
                dir="auto"
                maxLength={100_000}
                value={summary}
                onChange={(event) => setSummary(event.currentTarget.value)}
              />
            </Field>
            {prefill?.placeWords && (
              <>
                <Checkbox
                  label={t('cases.new.keep-place')}
                  checked={keepPlace}
                  onChange={(event) => setKeepPlace(event.currentTarget.checked)}
                />
                {keepPlace && (
                  <Field name="placeWords" label={t('cases.incident.placeWords')} problem={problem}>
                    <TextInput
                      dir="auto"
                      maxLength={2000}
                      value={where}
                      onChange={(event) => setWhere(event.currentTarget.value)}
                    />
                  </Field>
                )}
              </>
            )}
          </div>
        </Card>
        <PersonRows persons={persons} onChange={setPersons} />
        <ErrorNote problem={problem} />
        <Group>
          <Button type="submit" loading={busy}>
            {t('cases.new.open')}
          </Button>
          <Button variant="default" onClick={() => void navigate('/cases')}>
            {t('work.cancel')}
          </Button>
        </Group>
      </form>
    </>
  )
}

function firstPersons(
  prefill: { hasVictim: boolean; hasAccused: boolean } | undefined,
): PersonRow[] {
  const row = (key: number, role: Role): PersonRow => ({
    key,
    role,
    name: '',
    sex: 'NonSpecifiedUnknown',
  })
  if (!prefill) return [row(0, 'victim')]
  return [
    ...(prefill.hasVictim ? [row(0, 'victim')] : []),
    ...(prefill.hasAccused ? [row(1, 'accused')] : []),
  ]
}

function PersonRows({
  persons,
  onChange,
}: {
  persons: PersonRow[]
  onChange: (next: PersonRow[]) => void
}) {
  const { t } = useWords()
  const change = (key: number, next: Partial<PersonRow>) =>
    onChange(persons.map((one) => (one.key === key ? { ...one, ...next } : one)))
  const add = () =>
    onChange([
      ...persons,
      {
        key: Math.max(0, ...persons.map((one) => one.key)) + 1,
        role: 'victim',
        name: '',
        sex: 'NonSpecifiedUnknown',
      },
    ])
  return (
    <Card title={t('cases.people')}>
      <p className={styles.small}>{t('cases.new.people.hint')}</p>
      <div className={styles.form}>
        {persons.map((one, i) => (
          <fieldset key={one.key} className={styles.set}>
            <legend>{t('cases.new.person', { number: i + 1 })}</legend>
            <div className={styles.pair}>
              <NativeSelect
                label={t('cases.person.role')}
                value={one.role}
                onChange={(event) => change(one.key, { role: event.currentTarget.value as Role })}
                data={roles.map((value) => ({ value, label: t(`case-role.${value}`) }))}
              />
              <TextInput
                label={t('cases.person.name')}
                dir="auto"
                maxLength={300}
                autoComplete="off"
                value={one.name}
                onChange={(event) => change(one.key, { name: event.currentTarget.value })}
              />
              <NativeSelect
                label={t('cases.person.sex')}
                value={one.sex}
                onChange={(event) => change(one.key, { sex: event.currentTarget.value as Sex })}
                data={[...sexes].reverse().map((value) => ({ value, label: t(`sex.${value}`) }))}
              />
            </div>
            <KnownPeople person={{ name: one.name, sex: one.sex }} />
            <div>
              <button
                type="button"
                className={styles.link}
                onClick={() => onChange(persons.filter((other) => other.key !== one.key))}
              >
                {t('work.remove')}
              </button>
            </div>
          </fieldset>
        ))}
        <div>
          <Button variant="default" onClick={add}>
            {t('cases.person.add')}
          </Button>
        </div>
      </div>
    </Card>
  )
}
