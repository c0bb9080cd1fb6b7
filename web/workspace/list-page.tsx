import { NativeSelect } from '@mantine/core'
import type { ComponentProps, ReactNode } from 'react'
import { useGet } from './asking.ts'
import styles from './parts.module.css'
import { type Column, DataTable, EmptyState, ErrorNote, Loading, PageHead } from './parts.tsx'
import { useWords } from './words.tsx'

/** A page that is one list: its head, what narrows the list, and the list once it is there. */
export function ListPage<Answer>(
  of: ComponentProps<typeof PageHead> & {
    url: string
    /** What stands between the head and the list. */
    above?: ReactNode
    children: (answer: Answer) => ReactNode
  },
) {
  const { url, above, children, ...head } = of
  const { data, problem, loading, again } = useGet<Answer>(url)
  return (
    <>
      <PageHead {...head} />
      {above}
      {loading && <Loading />}
      <ErrorNote problem={problem} again={again} />
      {data && children(data)}
    </>
  )
}

/** The table of a list. Where it is empty `<words>.none` stands in its place, with `<words>.none.text`. */
export function ListTable<Row extends { id: string }>(of: {
  caption: string
  words: string
  rows: readonly Row[]
  columns: readonly Column<Row>[]
}) {
  const { t } = useWords()
  const none = `${of.words}.none`
  return (
    <DataTable
      caption={of.caption}
      rows={of.rows}
      rowKey={(one) => one.id}
      columns={of.columns}
      empty={<EmptyState title={t(none)}>{t(`${none}.text`)}</EmptyState>}
    />
  )
}

/** What narrows a list: one of some codes, whose texts stand under `<words>.<code>`; '' is all of them. */
export interface ListFilter {
  label: string
  codes: readonly string[]
  words: string
  /** The text of no choice; without it there is always one. */
  all?: string
  value: string
  set: (value: string) => void
}

export function ListFilters({ filters }: { filters: readonly ListFilter[] }) {
  const { t } = useWords()
  return (
    <div className={styles.filters}>
      {filters.map(({ label, codes, words, all, value, set }) => (
        <NativeSelect
          key={label}
          label={label}
          value={value}
          onChange={(event) => set(event.currentTarget.value)}
          data={[
            ...(all ? [{ value: '', label: all }] : []),
            ...codes.map((code) => ({ value: code, label: t(`${words}.${code}`) })),
          ]}
        />
      ))}
    </div>
  )
}
