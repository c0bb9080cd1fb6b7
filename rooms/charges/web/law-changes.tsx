import { Button, Checkbox, FileInput, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  Card,
  DisabledReason,
  EmptyState,
  ErrorNote,
  Field,
  Loading,
  Notice,
  PageHead,
  PersonName,
  Tag,
  When,
} from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Act, Text, Version } from '../law.ts'
import { leftToRight } from '../wording.ts'
import styles from './charges.module.css'
import { VersionChanges, VersionPart } from './law-version.tsx'

export interface Checked {
  faults: string[]
  ends: string[]
  differences: { cited: string; what: 'added' | 'removed' | 'changed'; versions: string[] }[]
}
export interface ChangeView {
  id: string
  kind: 'version' | 'library'
  cited: string | null
  reason: string
  draftedBy: Text
  draftedAt: string
  state: 'drafted' | 'signed' | 'returned'
  decidedBy: Text | null
  decidedAt: string | null
  decisionWords: string | null
  asLawyer: boolean
  own: boolean
  version: number
  key: string | null
}
const tones = { drafted: 'partly', signed: 'met', returned: 'neutral' } as const

/** What was drafted, signed and returned; export and import of the whole library. */
export function LawChanges() {
  const { t } = useWords()
  const { has } = useSession()
  const { data, problem, loading, again } = useGet<ChangeView[]>('/api/law/changes')
  return (
    <div className={styles.law}>
      <PageHead
        crumbs={[{ label: t('charges.law'), to: '/law' }]}
        title={t('charges.law.changes')}
        sub={t('charges.law.changes.sub')}
        actions={
          <Button component="a" href="/api/law/export" variant="default">
            {t('charges.law.export')}
          </Button>
        }
      />
      {loading && <Loading />}
      <ErrorNote problem={problem} again={again} />
      {data?.length === 0 && (
        <EmptyState title={t('charges.law.changes.none')}>
          {t('charges.law.changes.none.text')}
        </EmptyState>
      )}
      <ul className={styles.plainList}>
        {data?.map((one) => (
          <li key={one.id}>
            <Link to={`/law/changes/${one.id}`} className={styles.name}>
              <ChangeName change={one} />
            </Link>{' '}
            <Tag tone={tones[one.state]}>{t(`charges.law.state.${one.state}`)}</Tag>
            <span className={styles.what}>
              <PersonName name={one.draftedBy} />
              {t('charges.list-comma')}
              <When at={one.draftedAt} />
              {one.decidedBy && one.decidedAt && (
                <>
                  {' · '}
                  {t(`charges.law.state.${one.state}`)}: <PersonName name={one.decidedBy} />
                  {t('charges.list-comma')}
                  <When at={one.decidedAt} />
                </>
              )}
            </span>
            <span className={styles.reasons}>
              <bdi>{one.reason}</bdi>
            </span>
          </li>
        ))}
      </ul>
      {has('legal-officer') && <ImportLibrary />}
    </div>
  )
}

function ChangeName({ change }: { change: Pick<ChangeView, 'kind' | 'cited' | 'key'> }) {
  const { t } = useWords()
  if (change.kind === 'library') return t('charges.law.whole-library')
  return (
    <bdi>
      {leftToRight(change.cited ?? '')} · {change.key}
    </bdi>
  )
}

/** A whole library from a file: every fault is named, the differences are shown, a second person signs. */
function ImportLibrary() {
  const { t } = useWords()
  const go = useNavigate()
  const [library, setLibrary] = useState<unknown>()
  const [unreadable, setUnreadable] = useState(false)
  const [reason, setReason] = useState('')
  const check = useSend((body: unknown) =>
    api.post<Checked>('/api/law/import/check', { library: body }),
  )
  const [checked, setChecked] = useState<Checked>()
  const keep = useSend(() => api.post<{ id: string }>('/api/law/import', { library, reason }), {
    refresh: ['/api/law'],
    done: ({ id }) => void go(`/law/changes/${id}`),
  })
  async function read(file: File | null) {
    setChecked(undefined)
    setUnreadable(false)
    if (!file) return
    try {
      const body: unknown = JSON.parse(await file.text())
      setLibrary(body)
      setChecked(await check.send(body))
    } catch {
      setUnreadable(true)
    }
  }
  return (
    <Card title={t('charges.law.import')}>
      <Stack>
        <p className={styles.what}>{t('charges.law.import.means')}</p>
        <FileInput
          label={t('charges.law.import.file')}
          accept="application/json,.json"
          placeholder={t('charges.law.import.choose')}
          onChange={(file) => void read(file)}
        />
        {unreadable && <Notice tone="danger">{t('charges.law.import.unreadable')}</Notice>}
        <ErrorNote problem={check.problem ?? keep.problem} />
        {checked && <Findings checked={checked} />}
        {checked && checked.faults.length === 0 && (
          <form
            onSubmit={(event) => {
              event.preventDefault()
              void keep.send()
            }}
          >
            <Stack>
              <Field name="reason" label={t('charges.law.reason')} problem={keep.problem} required>
                <Textarea
                  required
                  maxLength={4000}
                  value={reason}
                  onChange={(event) => setReason(event.currentTarget.value)}
                />
              </Field>
              <div>
                <Button type="submit" loading={keep.busy}>
                  {t('charges.law.send-to-sign')}
                </Button>
              </div>
            </Stack>
          </form>
        )}
      </Stack>
    </Card>
  )
}

/** Every fault with its place; or what would be different. */
export function Findings({ checked }: { checked: Checked }) {
  const { t, number } = useWords()
  if (checked.faults.length > 0) {
    return (
      <Notice
        tone="danger"
        title={t('charges.law.faults', {
          count: checked.faults.length,
          n: number(checked.faults.length),
        })}
      >
        <ul>
          {checked.faults.map((one) => (
            <li key={one} dir="ltr">
              {one}
            </li>
          ))}
        </ul>
      </Notice>
    )
  }
  return (
    <Notice tone="met" title={t('charges.law.no-faults')}>
      {checked.ends.length > 0 && t('charges.law.ends', { keys: checked.ends.join(', ') })}
      {checked.differences.length > 0 && (
        <ul>
          {checked.differences.map((one) => (
            <li key={one.cited}>
              <bdi>{leftToRight(one.cited)}</bdi>: {t(`charges.law.difference.${one.what}`)}{' '}
              <bdi className={styles.grade}>{one.versions.join(', ')}</bdi>
            </li>
          ))}
        </ul>
      )}
    </Notice>
  )
}

/** One draft beside the text that stands, for the second person. */
export function LawChangePage() {
  const { id = '' } = useParams()
  const { t, pick } = useWords()
  const { data, problem, loading, again } = useGet<
    ChangeView &
      Checked & { draft: { cited: string; version: Version; sources: Act['sources'] } | null }
  >(`/api/law/changes/${id}`)
  const [act = '', ...section] = (data?.cited ?? '').split(' ')
  const before = useGet<{ acts: Act[] }>(
    data?.draft
      ? `/api/law?act=${act}&section=${encodeURIComponent(section.join(' '))}`
      : undefined,
  )
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  const of = before.data?.acts[0]
  const standing = of?.provisions[0]?.versions
    .filter((one) => one.standing === 'in-force' && one.key !== data.key)
    .at(-1)
  return (
    <div className={styles.law}>
      <PageHead
        crumbs={[
          { label: t('charges.law'), to: '/law' },
          { label: t('charges.law.changes'), to: '/law/changes' },
        ]}
        title={<ChangeName change={data} />}
        sub={<Tag tone={tones[data.state]}>{t(`charges.law.state.${data.state}`)}</Tag>}
      />
      <p>
        <b>{t('charges.law.drafted')}</b> {pick(data.draftedBy)}: <bdi>{data.reason}</bdi>
      </p>
      {data.decidedBy && (
        <p>
          <b>{t(`charges.law.state.${data.state}`)}:</b> {pick(data.decidedBy)}{' '}
          {data.asLawyer && t('charges.law.as-lawyer.was')} <bdi>{data.decisionWords}</bdi>
        </p>
      )}
      {data.state === 'drafted' && <Findings checked={data} />}
      {data.draft && of && (
        <>
          {standing && (
            <Card title={t('charges.law.what-changes')}>
              <VersionChanges before={standing} after={data.draft.version} />
            </Card>
          )}
          <h2>{t('charges.law.new-text')}</h2>
          <VersionPart
            act={{ ...of, sources: { ...of.sources, ...data.draft.sources } }}
            version={data.draft.version}
          />
        </>
      )}
      {data.state === 'drafted' && <Decide change={data} faulty={data.faults.length > 0} />}
    </div>
  )
}

function Decide({ change, faulty }: { change: ChangeView; faulty: boolean }) {
  const { t } = useWords()
  const { has } = useSession()
  const [text, setText] = useState('')
  const [asLawyer, setLawyer] = useState(false)
  const { send, busy, problem } = useSend(
    (state: 'signed' | 'returned') =>
      api.post(`/api/law/changes/${change.id}/decide`, {
        state,
        words: text,
        asLawyer,
        version: change.version,
      }),
    { refresh: ['/api/law', '/api/cases/'] },
  )
  if (!has('legal-officer')) return null
  const reason = change.own
    ? t('charges.law.own-draft')
    : faulty
      ? t('charges.law.faulty')
      : undefined
  return (
    <Card title={t('charges.law.decide')}>
      <Stack>
        <Field name="words" label={t('charges.law.decide.words')} problem={problem}>
          <Textarea
            maxLength={4000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Field>
        <Checkbox
          label={t('charges.law.as-lawyer')}
          checked={asLawyer}
          onChange={(event) => setLawyer(event.currentTarget.checked)}
        />
        <ErrorNote problem={problem} />
        <div className={styles.buttons}>
          <DisabledReason reason={reason}>
            <Button loading={busy} onClick={() => void send('signed')}>
              {t('charges.law.sign')}
            </Button>
          </DisabledReason>
          {!change.own && (
            <Button variant="default" loading={busy} onClick={() => void send('returned')}>
              {t('charges.law.return')}
            </Button>
          )}
        </div>
      </Stack>
    </Card>
  )
}
