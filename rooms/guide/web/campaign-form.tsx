import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { api, type ProblemError } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { useDistricts } from '../../../web/workspace/districts.ts'
import {
  Card,
  ErrorNote,
  Field,
  Loading,
  PageHead,
  useUnsaved,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { audiences, type CampaignPlace, channels, designOf } from '../campaign.ts'
import type { CampaignView } from './campaign-shapes.ts'
import styles from './texts.module.css'

/** A plan as it is typed: everything text until it is sent. */
interface Typed {
  code: string
  en: string
  ur: string
  audience: string
  channel: string
  startsOn: string
  endsOn: string
  cost: string
  places: CampaignPlace[]
}

const blank: Typed = {
  code: '',
  en: '',
  ur: '',
  audience: '',
  channel: '',
  startsOn: '',
  endsOn: '',
  cost: '',
  places: [{ code: '', startsOn: '' }],
}

export function CampaignFormPage() {
  const { id } = useParams()
  return id ? <FromStanding id={id} /> : <CampaignForm start={blank} />
}

function FromStanding({ id }: { id: string }) {
  const { data, problem, loading, again } = useGet<CampaignView>(`/api/guide/campaigns/${id}`)
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  const { name, places, cost, ...rest } = data
  const start = { ...rest, ...name, cost: String(cost), places: [...places] }
  return <CampaignForm start={start} standing={data} />
}

function CampaignForm({ start, standing }: { start: Typed; standing?: CampaignView }) {
  const { t } = useWords()
  const go = useNavigate()
  const [typed, setTyped] = useState(start)
  const [kept, setKept] = useState(false)
  useUnsaved(!kept && typed !== start)
  const keep = useSend(
    () =>
      standing
        ? api.put<{ id: string }>(`/api/guide/campaigns/${standing.id}`, {
            ...planOf(typed),
            version: standing.version,
          })
        : api.post<{ id: string }>('/api/guide/campaigns', {
            code: typed.code.trim().toUpperCase(),
            ...planOf(typed),
          }),
    {
      refresh: ['/api/guide/campaigns'],
      done: (answer) => {
        setKept(true)
        void go(`/campaigns/${standing?.id ?? answer.id}`)
      },
    },
  )
  const set = (more: Partial<Typed>) => setTyped({ ...typed, ...more })
  const fields = { typed, set, problem: keep.problem }
  return (
    <>
      <PageHead
        crumbs={[{ label: t('guide.campaigns.title'), to: '/campaigns' }]}
        title={t(standing ? 'guide.campaigns.change' : 'guide.campaigns.new')}
      />
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          void keep.send()
        }}
      >
        <PlanFields {...fields} fixedCode={standing !== undefined} />
        <PlaceFields {...fields} />
        <ErrorNote problem={keep.problem} />
        <div>
          <Button type="submit" loading={keep.busy}>
            {t('work.save')}
          </Button>
        </div>
      </form>
    </>
  )
}

interface Fields {
  typed: Typed
  set: (more: Partial<Typed>) => void
  problem: ProblemError | undefined
}

function planOf({ en, ur, audience, channel, startsOn, endsOn, cost, places }: Typed) {
  const rupees = Number(cost.replaceAll(/[\s,٬]/g, ''))
  return {
    name: { en: en.trim(), ur: ur.trim() },
    audience,
    channel,
    startsOn,
    endsOn,
    cost: Number.isFinite(rupees) ? rupees : cost,
    places: places
      .filter(({ code }) => code)
      .map((place) => ({ ...place, startsOn: place.startsOn === '' ? startsOn : place.startsOn })),
  }
}

function PlanFields({ typed, set, problem, fixedCode }: Fields & { fixedCode: boolean }) {
  const { t } = useWords()
  const text = (key: 'en' | 'ur' | 'cost' | 'code', more: object = {}) => ({
    value: typed[key],
    onChange: (event: { currentTarget: { value: string } }) =>
      set({ [key]: event.currentTarget.value }),
    ...more,
  })
  const choice = (key: 'audience' | 'channel', codes: readonly string[]) => (
    <Field name={key} label={t(`guide.campaigns.${key}`)} problem={problem} required>
      <NativeSelect
        value={typed[key]}
        onChange={(event) => set({ [key]: event.currentTarget.value })}
        data={[
          { value: '', label: t('work.choose') },
          ...codes.map((code) => ({ value: code, label: t(`guide.campaigns.${key}.${code}`) })),
        ]}
      />
    </Field>
  )
  const day = (key: 'startsOn' | 'endsOn') => (
    <Field name={key} label={t(`guide.campaigns.${key}`)} problem={problem} required>
      <TextInput
        type="date"
        dir="ltr"
        value={typed[key]}
        onChange={(event) => set({ [key]: event.currentTarget.value })}
      />
    </Field>
  )
  return (
    <Card title={t('guide.campaigns.plan')}>
      <div className={styles.pair}>
        <Field name="name.ur" label={t('guide.campaigns.name-ur')} problem={problem} required>
          <TextInput {...text('ur', { dir: 'rtl', lang: 'ur', maxLength: 120 })} />
        </Field>
        <Field name="name.en" label={t('guide.campaigns.name-en')} problem={problem} required>
          <TextInput {...text('en', { dir: 'ltr', lang: 'en', maxLength: 120 })} />
        </Field>
        {!fixedCode && (
          <Field
            name="code"
            label={t('guide.campaigns.code')}
            hint={t('guide.campaigns.code-hint')}
            problem={problem}
            required
          >
            <TextInput
              {...text('code', { dir: 'ltr', maxLength: 12, autoCapitalize: 'characters' })}
            />
          </Field>
        )}
        {choice('audience', audiences)}
        {choice('channel', channels)}
        {day('startsOn')}
        {day('endsOn')}
        <Field
          name="cost"
          label={t('guide.campaigns.cost')}
          hint={t('guide.campaigns.cost-hint')}
          problem={problem}
          required
        >
          <TextInput {...text('cost', { dir: 'ltr', inputMode: 'numeric' })} />
        </Field>
      </div>
    </Card>
  )
}

function PlaceFields({ typed, set, problem }: Fields) {
  const { t } = useWords()
  const { groups } = useDistricts()
  const { places } = typed
  const put = (at: number, more: Partial<CampaignPlace>) =>
    set({ places: places.map((place, i) => (i === at ? { ...place, ...more } : place)) })
  const chosen = places
    .filter(({ code }) => code)
    .map((place) => ({
      ...place,
      startsOn: place.startsOn === '' ? typed.startsOn : place.startsOn,
    }))
  return (
    <Card title={t('guide.campaigns.districts')}>
      <p>{t('guide.campaigns.districts-hint')}</p>
      {places.map((place, at) => (
        <fieldset
          // Rows have no identity of their own while they are typed.
          key={at}
          className={styles.place}
          aria-label={t('guide.campaigns.district-n', { count: at + 1 })}
        >
          <Field
            name={`places.${at}.code`}
            label={t('guide.campaigns.district')}
            problem={problem}
            required
          >
            <NativeSelect
              value={place.code}
              onChange={(event) => put(at, { code: event.currentTarget.value })}
              data={[{ value: '', label: t('work.choose') }, ...groups]}
            />
          </Field>
          <Checkbox
            label={t('guide.campaigns.nothing-is-done')}
            checked={place.startsOn === null}
            onChange={(event) => put(at, { startsOn: event.currentTarget.checked ? null : '' })}
          />
          {place.startsOn !== null && (
            <Field
              name={`places.${at}.startsOn`}
              label={t('guide.campaigns.from')}
              problem={problem}
            >
              <TextInput
                type="date"
                dir="ltr"
                value={place.startsOn}
                onChange={(event) => put(at, { startsOn: event.currentTarget.value })}
              />
            </Field>
          )}
          {places.length > 1 && (
            <Button
              variant="default"
              onClick={() => set({ places: places.filter((_, i) => i !== at) })}
            >
              {t('guide.campaigns.take-off')}
            </Button>
          )}
        </fieldset>
      ))}
      <div className={styles.actions}>
        <Button
          variant="default"
          onClick={() => set({ places: [...places, { code: '', startsOn: '' }] })}
        >
          {t('guide.campaigns.add-district')}
        </Button>
      </div>
      {chosen.length > 0 && <p>{t(`guide.campaigns.design.${designOf(chosen)}`)}</p>}
    </Card>
  )
}
