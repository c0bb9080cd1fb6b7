import { Button, FileButton, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { EmptyState, ErrorNote, Loading, PageHead, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { PeopleOnLists } from '../lists.ts'
import type { EstimateBrief } from './estimate-shapes.ts'
import { ListFileProblem, readListFile } from './list-file.ts'
import styles from './numbers.module.css'

/** From cases to lists, and from lists to an estimate. */
export function EstimatesPage() {
  const { t } = useWords()
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const go = useNavigate()
  const period = Object.fromEntries(Object.entries({ from, until }).filter(([, day]) => day))
  const { data, problem, loading, again } = useGet<PeopleOnLists>(
    `/api/numbers/lists?${new URLSearchParams(period)}`,
  )
  const asking = useSend(
    (body: object) => api.post<{ id: string }>('/api/numbers/estimates', body),
    {
      refresh: ['/api/numbers/estimates'],
      done: ({ id }) => void go(`/numbers/estimates/${id}`),
    },
  )
  return (
    <>
      <PageHead title={t('estimate.title')} sub={t('estimate.sub')} />
      <section className={styles.part}>
        <h2>{t('estimate.lists')}</h2>
        <p className={styles.soft}>{t('estimate.lists.text')}</p>
        <div className={styles.actions}>
          <Day label={t('estimate.from')} value={from} change={setFrom} />
          <Day label={t('estimate.until')} value={until} change={setUntil} />
        </div>
        <ErrorNote problem={problem} again={again} />
        {loading && <Loading />}
        {data && data.people === 0 && (
          <EmptyState title={t('estimate.lists.none')}>{t('estimate.lists.none.text')}</EmptyState>
        )}
        {data && data.people > 0 && <Lists lists={data} />}
        <div className={styles.actions}>
          <Button
            loading={asking.busy}
            disabled={!data || data.people === 0}
            onClick={() => void asking.send(period)}
          >
            {t('estimate.start')}
          </Button>
        </div>
        <ErrorNote problem={asking.problem} />
      </section>
      <FromFile busy={asking.busy} send={(file) => void asking.send({ file })} />
      <Earlier />
    </>
  )
}

function Day({
  label,
  value,
  change,
}: {
  label: string
  value: string
  change: (day: string) => void
}) {
  return (
    <TextInput
      type="date"
      label={label}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}

function Lists({ lists }: { lists: PeopleOnLists }) {
  const { t, number } = useWords()
  const name = (list: string) => t(`guide.agency-kind.${list}`)
  return (
    <>
      <p>
        {t('estimate.lists.people', {
          people: number(lists.people),
          lists: number(lists.lists.length),
          joined: number(lists.joined),
        })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard */}
      <section className={styles.scroll} aria-label={t('estimate.lists.caption')} tabIndex={0}>
        <table className={styles.table}>
          <caption>{t('estimate.lists.caption')}</caption>
          <thead>
            <tr>
              {lists.lists.map((list) => (
                <th key={list} scope="col">
                  {name(list)}
                </th>
              ))}
              <th scope="col">{t('estimate.lists.count')}</th>
            </tr>
          </thead>
          <tbody>
            {lists.rows.map((row) => (
              <tr key={row.on.join()}>
                {row.on.map((mark, at) => (
                  <td key={lists.lists[at]}>
                    {t(mark ? 'estimate.lists.on' : 'estimate.lists.off')}
                  </td>
                ))}
                <td>
                  <bdi>{number(row.count)}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

function FromFile({ busy, send }: { busy: boolean; send: (file: object) => void }) {
  const { t, number } = useWords()
  const [reason, setReason] = useState<string>()
  const read = async (file: File | null) => {
    if (!file) return
    setReason(undefined)
    try {
      send(readListFile(await file.text()))
    } catch (trouble) {
      if (!(trouble instanceof ListFileProblem)) throw trouble
      const line = number(trouble.line)
      setReason(t('estimate.file.bad', { reason: t(`estimate.file.bad.${trouble.key}`, { line }) }))
    }
  }
  return (
    <section className={styles.part}>
      <h2>{t('estimate.file')}</h2>
      <p className={styles.soft}>{t('estimate.file.text')}</p>
      <div className={styles.actions}>
        <FileButton accept=".csv,text/csv" onChange={(file) => void read(file)}>
          {(props) => (
            <Button {...props} variant="default" loading={busy}>
              {t('estimate.file.choose')}
            </Button>
          )}
        </FileButton>
      </div>
      {reason && <p role="alert">{reason}</p>}
    </section>
  )
}

function Earlier() {
  const { t, day, number } = useWords()
  const { data, problem, again } = useGet<{ items: EstimateBrief[] }>('/api/numbers/estimates')
  return (
    <section className={styles.part}>
      <h2>{t('estimate.earlier')}</h2>
      <ErrorNote problem={problem} again={again} />
      {data?.items.length === 0 && <p className={styles.soft}>{t('estimate.earlier.none')}</p>}
      <ul>
        {data?.items.map((one) => (
          <li key={one.id}>
            <Link
              to={`/numbers/estimates/${one.id}`}
              aria-label={t('estimate.open', { at: day(one.askedAt) })}
            >
              {day(one.askedAt)}
            </Link>{' '}
            {t(`estimate.source.${one.source}`)}{' '}
            <Tag tone={one.state === 'done' ? 'met' : 'neutral'}>
              {t(`estimate.state.${one.state}`)}
            </Tag>
            {one.listed !== null && <bdi> {number(one.listed)}</bdi>}
          </li>
        ))}
      </ul>
    </section>
  )
}
