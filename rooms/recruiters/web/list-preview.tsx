import { Button, NativeSelect, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useParams } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  ConfirmButton,
  DataTable,
  ErrorNote,
  Field,
  Loading,
  Notice,
  PageHead,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { statuses } from '../licence.ts'
import { columnRoles } from '../list-import.ts'
import type { ListView, Sums } from './answers.ts'
import styles from './recruiters.module.css'
import { LicenceNumber } from './state.tsx'

const MOST_SHOWN = 50

/** One list before it counts: what it would change, what is kept aside, whether its sums close. */
export function ListPage() {
  const { id } = useParams()
  const { t, date } = useWords()
  const url = `/api/recruiters/imports/${id}`
  const { data, problem, loading, again } = useGet<ListView>(url)
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return (
    <>
      <PageHead
        crumbs={[
          { label: t('recruiters.title'), to: '/recruiters' },
          { label: t('recruiters.lists'), to: '/recruiters/lists' },
        ]}
        title={<bdi>{data.fileName}</bdi>}
        sub={
          <>
            {t(`recruiters.kind.${data.kind}`)}, {date(data.asOf)},{' '}
            {t('recruiters.lists.lines', { count: data.lines })}
          </>
        }
        actions={<Actions list={data} />}
      />
      {data.state === 'read' && <Columns key={data.version} list={data} />}
      {data.state === 'applied' && data.outcome && <Numbers of={data.outcome} />}
      {data.state === 'undone' && <Notice>{t('recruiters.lists.state.undone')}</Notice>}
      {data.state === 'read' && data.preview && <Preview preview={data.preview} />}
    </>
  )
}

function Actions({ list }: { list: ListView }) {
  const { t } = useWords()
  const options = { refresh: ['/api/recruiters'] }
  const apply = useSend(
    () => api.post(`/api/recruiters/imports/${list.id}/apply`, { version: list.version }),
    options,
  )
  const undo = useSend(
    () => api.post(`/api/recruiters/imports/${list.id}/undo`, { version: list.version }),
    options,
  )
  const count = list.preview && list.preview.added + list.preview.changed + list.preview.unchanged
  return (
    <>
      <ErrorNote problem={apply.problem ?? undo.problem} />
      {list.state === 'read' && count !== undefined && count > 0 && (
        <ConfirmButton
          title={t('recruiters.lists.apply', { count })}
          what={t('recruiters.lists.apply.what')}
          confirm={t('recruiters.lists.apply', { count })}
          onConfirm={() => apply.send()}
        >
          {t('recruiters.lists.apply', { count })}
        </ConfirmButton>
      )}
      {list.state === 'applied' && (
        <ConfirmButton
          variant="default"
          title={t('recruiters.lists.undo')}
          what={t('recruiters.lists.undo.what')}
          confirm={t('recruiters.lists.undo')}
          onConfirm={() => undo.send()}
          danger
        >
          {t('recruiters.lists.undo')}
        </ConfirmButton>
      )}
    </>
  )
}

function Columns({ list }: { list: ListView }) {
  const { t } = useWords()
  const [mapping, setMapping] = useState(list.mapping)
  const [stated, setStated] = useState<{ [status: string]: number | '' }>(() =>
    list.preview?.sums.statedTotal !== undefined
      ? { ...list.preview.sums.stated, total: list.preview.sums.statedTotal }
      : (list.preview?.sums.stated ?? {}),
  )
  const { send, busy, problem } = useSend(
    () =>
      api.put(`/api/recruiters/imports/${list.id}`, {
        mapping: Object.fromEntries(Object.entries(mapping).filter(([, column]) => column)),
        stated: Object.fromEntries(Object.entries(stated).filter(([, n]) => n !== '')),
        version: list.version,
      }),
    { refresh: [`/api/recruiters/imports/${list.id}`] },
  )
  const choices = [
    { value: '', label: t('recruiters.lists.no-column') },
    ...list.columns.map((value) => ({ value, label: value })),
  ]
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <h2>{t('recruiters.lists.columns')}</h2>
      <div className={styles.columns}>
        {columnRoles.map((role) => (
          <Field key={role} name={role} label={t(`recruiters.column.${role}`)} problem={problem}>
            <NativeSelect
              value={mapping[role] ?? ''}
              data={choices}
              onChange={(event) => setMapping({ ...mapping, [role]: event.currentTarget.value })}
            />
          </Field>
        ))}
      </div>
      <h2>{t('recruiters.lists.stated')}</h2>
      <p className={styles.soft}>{t('recruiters.lists.stated.hint')}</p>
      <div className={styles.columns}>
        {['total', ...statuses].map((status) => (
          <Field
            key={status}
            name={`stated.${status}`}
            label={
              status === 'total'
                ? t('recruiters.lists.stated.total')
                : t(`recruiters.status.${status}`)
            }
            problem={problem}
          >
            <NumberInput
              value={stated[status] ?? ''}
              min={0}
              allowDecimal={false}
              hideControls
              onChange={(value) =>
                setStated({ ...stated, [status]: value === '' ? '' : Number(value) })
              }
            />
          </Field>
        ))}
      </div>
      <ErrorNote problem={problem} />
      <div className={styles.actions}>
        <Button type="submit" variant="default" loading={busy}>
          {t('recruiters.lists.look')}
        </Button>
      </div>
    </form>
  )
}

function Numbers({
  of,
}: {
  of: { added: number; changed: number; unchanged: number; aside: number }
}) {
  const { t, number } = useWords()
  return (
    <ul className={styles.counts}>
      {(['added', 'changed', 'unchanged', 'aside'] as const).map((what) => (
        <li key={what}>
          <b>{number(of[what])}</b> {t(`recruiters.lists.${what}`)}
        </li>
      ))}
    </ul>
  )
}

function Preview({ preview }: { preview: NonNullable<ListView['preview']> }) {
  const { t } = useWords()
  const shown = preview.changes.slice(0, MOST_SHOWN)
  return (
    <>
      <section className={styles.section}>
        <h2>{t('recruiters.lists.sums')}</h2>
        <SumsNote sums={preview.sums} />
      </section>
      <section className={styles.section}>
        <h2>{t('recruiters.lists.changes')}</h2>
        <Numbers of={{ ...preview, aside: preview.asideInAll }} />
        <DataTable
          caption={t('recruiters.lists.changes')}
          rows={shown}
          rowKey={(one) => String(one.line)}
          columns={[
            {
              key: 'name',
              label: t('recruiters.name'),
              main: true,
              show: (one) => <bdi dir="auto">{one.name}</bdi>,
            },
            {
              key: 'number',
              label: t('recruiters.number'),
              show: (one) => <LicenceNumber number={one.licenceNumber} />,
            },
            {
              key: 'what',
              label: t('recruiters.lists.changed'),
              show: (one) =>
                one.what.map((what) => (
                  <Tag key={what} tone={what === 'status' ? 'partly' : 'neutral'}>
                    {t(`recruiters.lists.what.${what}`)}
                  </Tag>
                )),
            },
            {
              key: 'state',
              label: t('recruiters.state'),
              show: (one) => (
                <>
                  {one.from && one.from !== one.to && `${t(`recruiters.status.${one.from}`)} → `}
                  {t(`recruiters.status.${one.to}`)}
                </>
              ),
            },
          ]}
        />
        {preview.changesInAll > shown.length && (
          <p className={styles.soft}>
            {t('recruiters.lists.changes.more', { count: preview.changesInAll - shown.length })}
          </p>
        )}
      </section>
      {preview.asideInAll > 0 && (
        <section className={styles.section}>
          <h2>{t('recruiters.lists.aside.title')}</h2>
          <p className={styles.soft}>{t('recruiters.lists.aside.text')}</p>
          <DataTable
            caption={t('recruiters.lists.aside.title')}
            rows={preview.aside}
            rowKey={(one) => String(one.line)}
            columns={[
              {
                key: 'line',
                label: t('recruiters.lists.line'),
                main: true,
                show: (one) => one.line,
              },
              {
                key: 'why',
                label: t('recruiters.first.reasons'),
                show: (one) => one.doubts.map((doubt) => t(`recruiters.doubt.${doubt}`)).join(', '),
              },
              {
                key: 'cells',
                label: t('recruiters.name'),
                show: (one) => (
                  <bdi dir="auto">{Object.values(one.cells).filter(Boolean).join(' · ')}</bdi>
                ),
              },
            ]}
          />
        </section>
      )}
    </>
  )
}

function SumsNote({ sums }: { sums: Sums }) {
  const { t, number } = useWords()
  const unread = sums.counted[''] ?? 0
  const nameOf = (status: string) =>
    status === 'total' ? t('recruiters.lists.stated.total') : t(`recruiters.status.${status}`)
  if (sums.statedTotal === undefined && sums.partsSum === undefined)
    return <p className={styles.soft}>{t('recruiters.lists.sums.nothing')}</p>
  if (sums.closes) return <Notice tone="met">{t('recruiters.lists.sums.close')}</Notice>
  return (
    <Notice tone="partly">
      <ul className={styles.reasons}>
        {Boolean(sums.partsMissing) && (
          <li>
            {t('recruiters.lists.sums.parts', {
              sum: number(sums.partsSum!),
              total: number(sums.statedTotal!),
              missing: number(sums.partsMissing!),
            })}
          </li>
        )}
        {sums.different.map((one) => (
          <li key={one.status}>
            {t('recruiters.lists.sums.different', {
              what: nameOf(one.status),
              stated: number(one.stated),
              counted: number(one.counted),
            })}
          </li>
        ))}
        {unread > 0 && <li>{t('recruiters.lists.sums.unread', { count: unread })}</li>}
      </ul>
    </Notice>
  )
}
