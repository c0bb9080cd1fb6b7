import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { countryName } from '../../../web/workspace/countries.ts'
import {
  Card,
  EmptyState,
  ErrorNote,
  Field,
  Loading,
  useUnsaved,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { dayInPakistan } from '../dates.ts'
import { type IncidentKind, incidentKinds } from '../incident.ts'
import type { IncidentView } from '../views.ts'
import { Allegations } from './allegations.tsx'
import styles from './cases.module.css'
import { FormDrawer } from './dialog.tsx'
import { useOpenedCase } from './opened-case.tsx'
import { CountryField } from './person-form.tsx'
import { PlaceField, usePlaceName } from './places.tsx'

/** What happened, where and when; and what is alleged, by whom, how surely. */
export function IncidentTab() {
  const file = useOpenedCase()
  const may = file.may.write && file.status !== 'closed'
  return (
    <>
      <Summary may={may} />
      <Incidents may={may} />
      <Allegations may={may} />
    </>
  )
}

function Summary({ may }: { may: boolean }) {
  const { t } = useWords()
  const file = useOpenedCase()
  const [opened, setOpened] = useState(false)
  return (
    <Card>
      <div className={styles.between}>
        <h2>{t('cases.summary')}</h2>
        {may && (
          <Button
            className={styles.noPrint ?? ''}
            variant="default"
            size="compact-sm"
            onClick={() => setOpened(true)}
          >
            {t('work.edit')}
          </Button>
        )}
      </div>
      <p className={styles.story} dir="auto">
        {file.summary ?? <span className={styles.soft}>{t('cases.summary.none')}</span>}
      </p>
      {may && <SummaryForm key={file.version} opened={opened} onClose={() => setOpened(false)} />}
    </Card>
  )
}

function SummaryForm({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useWords()
  const file = useOpenedCase()
  const [title, setTitle] = useState(file.title)
  const [summary, setSummary] = useState(file.summary ?? '')
  useUnsaved(opened && (title !== file.title || summary !== (file.summary ?? '')))
  const { send, busy, problem } = useSend(
    () =>
      api.put(`/api/cases/${file.id}`, {
        title,
        summary: summary.trim() || null,
        version: file.version,
      }),
    { refresh: ['/api/cases'], done: onClose },
  )
  return (
    <FormDrawer
      title={t('cases.summary.edit')}
      opened={opened}
      onClose={onClose}
      onSubmit={send}
      problem={problem}
      busy={busy}
      submit={t('work.save')}
    >
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
      <Field name="summary" label={t('cases.summary')} problem={problem}>
        <Textarea
          autosize
          minRows={8}
          maxRows={24}
          dir="auto"
          maxLength={100_000}
          value={summary}
          onChange={(event) => setSummary(event.currentTarget.value)}
        />
      </Field>
    </FormDrawer>
  )
}

function Incidents({ may }: { may: boolean }) {
  const { t } = useWords()
  const { id } = useOpenedCase()
  const { data, problem, loading, again } = useGet<IncidentView[]>(`/api/cases/${id}/incidents`)
  const [editing, setEditing] = useState<IncidentView | 'new'>()
  const add = (
    <Button variant="default" onClick={() => setEditing('new')}>
      {t('cases.incident.add')}
    </Button>
  )
  return (
    <Card>
      <div className={styles.between}>
        <h2>{t('cases.incidents')}</h2>
        {may && !!data?.length && <div className={styles.noPrint}>{add}</div>}
      </div>
      {loading && <Loading />}
      <ErrorNote problem={problem} again={again} />
      {data?.length === 0 && (
        <EmptyState title={t('cases.incidents.none')} action={may ? add : undefined}>
          {t('cases.incidents.none.text')}
        </EmptyState>
      )}
      <ol className={styles.steps}>
        {data?.map((one) => (
          <li key={one.id}>
            <Step incident={one} {...(may ? { onEdit: () => setEditing(one) } : {})} />
          </li>
        ))}
      </ol>
      {editing && (
        <IncidentForm
          key={editing === 'new' ? 'new' : `${editing.id} ${editing.version}`}
          {...(editing === 'new' ? {} : { incident: editing })}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Card>
  )
}

function Step({ incident, onEdit }: { incident: IncidentView; onEdit?: () => void }) {
  const { t, date, lang } = useWords()
  const placeName = usePlaceName()
  const when =
    incident.fromOn && incident.untilOn
      ? t('cases.incident.span', { from: date(incident.fromOn), until: date(incident.untilOn) })
      : incident.fromOn
        ? t('cases.incident.from', { on: date(incident.fromOn) })
        : incident.untilOn
          ? t('cases.incident.until', { on: date(incident.untilOn) })
          : t('cases.incident.no-day')
  const where = [
    incident.placeWords,
    incident.placeCode && placeName(incident.placeCode),
    incident.country && countryName(incident.country, lang),
  ].filter((part) => part)
  return (
    <>
      <div className={styles.between}>
        <span className={styles.fact}>{t(`incident-kind.${incident.kind}`)}</span>
        {onEdit && (
          <button type="button" className={`${styles.link} ${styles.noPrint}`} onClick={onEdit}>
            {t('work.edit')}
          </button>
        )}
      </div>
      <div className={styles.soft}>
        {when}
        {where.length > 0 && ' · '}
        <bdi dir="auto">{where.join(t('cases.comma'))}</bdi>
      </div>
      {incident.description && (
        <p className={styles.story} dir="auto">
          {incident.description}
        </p>
      )}
    </>
  )
}

function IncidentForm({ incident, onClose }: { incident?: IncidentView; onClose: () => void }) {
  const { t } = useWords()
  const { id } = useOpenedCase()
  const [typed, setTyped] = useState({
    kind: incident?.kind ?? ('' as IncidentKind | ''),
    fromOn: incident?.fromOn ?? '',
    untilOn: incident?.untilOn ?? '',
    placeCode: incident?.placeCode ?? '',
    country: incident?.country ?? '',
    placeWords: incident?.placeWords ?? '',
    description: incident?.description ?? '',
  })
  const [touched, setTouched] = useState(false)
  useUnsaved(touched)
  const change = (next: Partial<typeof typed>) => {
    setTyped({ ...typed, ...next })
    setTouched(true)
  }
  const url = `/api/cases/${id}/incidents`
  const { send, busy, problem } = useSend(
    () => {
      const body = Object.fromEntries(
        Object.entries(typed).map(([key, value]) => [key, value || null]),
      )
      return incident
        ? api.put(`${url}/${incident.id}`, { ...body, version: incident.version })
        : api.post(url, body)
    },
    { refresh: [`/api/cases/${id}`], done: onClose },
  )
  const today = dayInPakistan(new Date())
  return (
    <FormDrawer
      title={t(incident ? 'cases.incident.edit' : 'cases.incident.add')}
      opened
      onClose={onClose}
      onSubmit={send}
      problem={problem}
      busy={busy}
      submit={t('work.save')}
    >
      <Field
        name="kind"
        label={t('cases.incident.kind')}
        hint={t('cases.incident.kind.hint')}
        problem={problem}
        required
      >
        <NativeSelect
          value={typed.kind}
          onChange={(event) => change({ kind: event.currentTarget.value as IncidentKind })}
          data={[
            { value: '', label: t('work.choose') },
            ...incidentKinds.map((value) => ({ value, label: t(`incident-kind.${value}`) })),
          ]}
        />
      </Field>
      <div className={styles.pair}>
        <Field name="fromOn" label={t('cases.incident.fromOn')} problem={problem}>
          <TextInput
            type="date"
            max={today}
            value={typed.fromOn}
            onChange={(event) => change({ fromOn: event.currentTarget.value })}
          />
        </Field>
        <Field
          name="untilOn"
          label={t('cases.incident.untilOn')}
          hint={t('cases.incident.untilOn.hint')}
          problem={problem}
        >
          <TextInput
            type="date"
            max={today}
            value={typed.untilOn}
            onChange={(event) => change({ untilOn: event.currentTarget.value })}
          />
        </Field>
      </div>
      <div className={styles.pair}>
        <CountryField
          name="country"
          label={t('cases.incident.country')}
          value={typed.country}
          problem={problem}
          onChange={(country) =>
            change({ country, ...(country === 'PAK' ? {} : { placeCode: '' }) })
          }
        />
        {(typed.country === 'PAK' || typed.country === '') && (
          <PlaceField
            value={typed.placeCode}
            problem={problem}
            onChange={(placeCode) => change({ placeCode })}
          />
        )}
      </div>
      <Field
        name="placeWords"
        label={t('cases.incident.placeWords')}
        hint={t('cases.incident.placeWords.hint')}
        problem={problem}
      >
        <TextInput
          dir="auto"
          maxLength={2000}
          value={typed.placeWords}
          onChange={(event) => change({ placeWords: event.currentTarget.value })}
        />
      </Field>
      <Field name="description" label={t('cases.incident.description')} problem={problem}>
        <Textarea
          autosize
          minRows={5}
          maxRows={20}
          dir="auto"
          maxLength={100_000}
          value={typed.description}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
      </Field>
    </FormDrawer>
  )
}
