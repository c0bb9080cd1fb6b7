import {
  Button,
  type ButtonProps,
  Group,
  Modal,
  Stack,
  Text,
  Tooltip,
  VisuallyHidden,
} from '@mantine/core'
import {
  cloneElement,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { createPortal } from 'react-dom'
import { Link } from 'react-router'
import type { ProblemError } from './api.ts'
import styles from './parts.module.css'
import { useAsideNode } from './shell-context.tsx'
import { isPast } from './times.ts'
import { type Bilingual, useWords, type Words } from './words.tsx'

export type Tone = 'met' | 'partly' | 'not' | 'neutral' | 'danger'

/** A judgement in a word; the colour only supports it. */
export function Tag({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={styles.tag} data-tone={tone}>
      {children}
    </span>
  )
}

export type FactGrade =
  | 'gazette'
  | 'official-copy'
  | 'secondary'
  | 'press'
  | 'memory'
  | 'not-verified'

/** How well a fact of law or reference is sourced, with what that means on demand. */
export function Grade({ grade, source }: { grade: FactGrade; source?: string }) {
  const { t } = useWords()
  const meaning = t(`work.grade.${grade}.means`)
  return (
    <Tooltip
      label={source ? `${meaning} ${source}` : meaning}
      events={{ hover: true, focus: true, touch: true }}
    >
      <button type="button" className={styles.grade} data-grade={grade}>
        {t(`work.grade.${grade}`)}
        <VisuallyHidden>: {source ? `${meaning} ${source}` : meaning}</VisuallyHidden>
      </button>
    </Tooltip>
  )
}

/** The head of a page: where one is, its name (focused on arrival), one line about it. */
export function PageHead({
  crumbs = [],
  title,
  sub,
  actions,
}: {
  crumbs?: readonly { label: ReactNode; to?: string }[]
  title: ReactNode
  sub?: ReactNode
  actions?: ReactNode
}) {
  const { t } = useWords()
  return (
    <header className={styles.head}>
      {crumbs.length > 0 && (
        <nav className={styles.crumbs} aria-label={t('work.you-are-in')}>
          {crumbs.map((crumb, i) => (
            <span key={i}>{crumb.to ? <Link to={crumb.to}>{crumb.label}</Link> : crumb.label}</span>
          ))}
        </nav>
      )}
      <div className={styles.headRow}>
        <div className={styles.headText}>
          <h1 tabIndex={-1}>
            <bdi>{title}</bdi>
          </h1>
          {sub && <div className={styles.sub}>{sub}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </header>
  )
}

/** Shown at the side: what has happened, what is due. Only one per page. */
export function Aside({ title, children }: { title: string; children: ReactNode }) {
  const node = useAsideNode()
  return node
    ? createPortal(
        <>
          <h2>{title}</h2>
          {children}
        </>,
        node,
      )
    : null
}

export interface TimelineEntry {
  id: string
  what: ReactNode
  at?: string
  /** Beside the time: who did it, where it is recorded. */
  by?: ReactNode
  /** Something still to be done by `at`. */
  due?: boolean
}

export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const words = useWords()
  return (
    <ol className={styles.timeline}>
      {entries.map((entry) => (
        <li key={entry.id} data-due={entry.due || undefined}>
          {entry.due && entry.at ? (
            <Due at={entry.at} danger />
          ) : (
            <div>
              <bdi>{entry.what}</bdi>
            </div>
          )}
          <div className={styles.small}>
            {entry.due ? <bdi>{entry.what}</bdi> : entry.at && <When at={entry.at} />}
            {entry.by && (
              <>
                {words.lang === 'ur' ? '، ' : ', '}
                <bdi>{entry.by}</bdi>
              </>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

/** A moment as people say it ("today, 10:12"), with the full date on demand. */
export function When({ at }: { at: string }) {
  const words = useWords()
  return (
    <time dateTime={at} title={words.dateTime(at)}>
      {words.day(at)}
    </time>
  )
}

/** A deadline told both ways. Red only when it has passed or `danger` is said. */
export function Due({ at, danger, done }: { at: string; danger?: boolean; done?: boolean }) {
  const words = useWords()
  const overdue = !done && isPast(at)
  return (
    <time
      dateTime={at}
      title={words.dateTime(at)}
      className={styles.due}
      data-danger={(!done && (danger || overdue)) || undefined}
    >
      <b>{done ? words.day(at) : words.due(at)}</b>
      {!done && <span className={styles.distance}> {words.distance(at)}</span>}
    </time>
  )
}

/** A name, kept whole among text of the other direction. */
export function PersonName({ name }: { name: string | Bilingual | null | undefined }) {
  const { t, pick } = useWords()
  if (!name) return <span className={styles.soft}>{t('work.name-not-known')}</span>
  return <bdi dir="auto">{typeof name === 'string' ? name : pick(name)}</bdi>
}

/** Nothing here yet: says so and what to do. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>{title}</p>
      {children && <div className={styles.soft}>{children}</div>}
      {action}
    </div>
  )
}

/** Something a person should see before going on. `tone` danger only where somebody is at risk. */
export function Notice({
  tone = 'partly',
  title,
  children,
}: {
  tone?: 'met' | 'partly' | 'danger' | 'neutral'
  title?: string
  children?: ReactNode
}) {
  return (
    <div className={styles.notice} data-tone={tone}>
      {title && <b>{title}</b>} {children}
    </div>
  )
}

/** The text of a refusal: what happened, what was kept, what to do. */
export function problemText(
  { t, knows }: Pick<ReturnType<typeof useWords>, 't' | 'knows'>,
  problem: ProblemError,
): string {
  const key = `problem.${problem.code}`
  return knows(key) ? t(key, problem.values) : t('problem.core/unexpected')
}

/** What is wrong with one field: the server names it by a code, or it is a ready text. */
export function fieldText(
  { t, knows }: Pick<ReturnType<typeof useWords>, 't' | 'knows'>,
  code: string,
  values?: ProblemError['values'],
): string {
  const key = [`field.${code}`, `problem.${code}`, code].find(knows)
  if (key) return t(key, values)
  return code.includes('/') && !code.includes(' ') ? t('field.core/other') : code
}

export function ErrorNote({
  problem,
  again,
}: {
  problem: ProblemError | undefined
  again?: () => void
}) {
  const words = useWords()
  if (!problem) return null
  return (
    <div className={styles.notice} data-tone="danger" role="alert">
      <b>{words.t('work.not-done')}</b> {problemText(words, problem)}
      {again && (
        <Button variant="default" size="compact-sm" mt="xs" onClick={again}>
          {words.t('work.try-again')}
        </Button>
      )}
    </div>
  )
}

/**
 * Gives one Mantine input its label, hint and the error the server named for this field.
 * `problem.fields[name]` is a words key or a ready text.
 */
export function Field({
  name,
  label,
  hint,
  problem,
  error,
  required,
  children,
}: {
  name: string
  label: ReactNode
  hint?: ReactNode
  problem?: ProblemError | undefined
  error?: string | undefined
  required?: boolean
  children: ReactElement
}) {
  const words = useWords()
  const { t } = words
  const refused = problem?.fields[name]
  const input = children as ReactElement<Record<string, unknown>>
  const said =
    error ?? tooLong(words, input.props) ?? (refused && fieldText(words, refused, problem?.values))
  return cloneElement(input, {
    name,
    // A browser cuts what is pasted at this length, without a word: here it is said instead.
    maxLength: undefined,
    label,
    description: hint,
    error: said || undefined,
    required,
    withAsterisk: false,
    ...(required
      ? {}
      : {
          label: (
            <>
              {label} <span className={styles.optional}>{t('work.optional')}</span>
            </>
          ),
        }),
  })
}

function tooLong(
  { t, number }: Words,
  { value, maxLength }: Record<string, unknown>,
): string | undefined {
  if (typeof value !== 'string' || typeof maxLength !== 'number') return undefined
  if (value.length <= maxLength) return undefined
  return t('work.too-long', { count: number(value.length), most: number(maxLength) })
}

/** Why a button cannot be pressed now, in words beside it and for screen readers. */
export function DisabledReason({
  reason,
  children,
}: {
  reason: string | undefined
  children: ReactElement
}) {
  const id = useId()
  if (!reason) return children
  return (
    <span className={styles.disabledReason}>
      {cloneElement(children as ReactElement<Record<string, unknown>>, {
        // Focusable, so that the reason can be found with the keyboard.
        'aria-disabled': true,
        'data-disabled': true,
        'aria-describedby': id,
        onClick: (event: Event) => event.preventDefault(),
        type: 'button',
      })}
      <span id={id} className={styles.small}>
        {reason}
      </span>
    </span>
  )
}

/** A button that asks once more, saying what will happen. */
export function ConfirmButton({
  title,
  what,
  confirm,
  onConfirm,
  danger,
  children,
  ...button
}: ButtonProps & {
  title: string
  /** What pressing it does, and whether it can be undone. */
  what: ReactNode
  confirm: string
  onConfirm: () => unknown
  danger?: boolean
  children: ReactNode
}) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const act = async () => {
    setBusy(true)
    try {
      await onConfirm()
    } finally {
      setBusy(false)
      setAsking(false)
    }
  }
  return (
    <>
      <Button variant="default" {...button} onClick={() => setAsking(true)}>
        {children}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={title}
        closeButtonProps={{ 'aria-label': t('work.close') }}
      >
        <Stack>
          <Text>{what}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('work.cancel')}
            </Button>
            <Button {...(danger ? { color: 'red' } : {})} loading={busy} onClick={() => void act()}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}

export interface Column<Row> {
  key: string
  label: string
  show: (row: Row) => ReactNode
  /** Numbers are set at the end of the cell. */
  number?: boolean
  /** The column that names the row. */
  main?: boolean
}

/** A plain table; on a phone each row becomes a short list with the column's name before each. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  empty,
}: {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  empty?: ReactNode
}) {
  if (!rows.length && empty) return <>{empty}</>
  return (
    <table className={styles.table}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" data-number={column.number}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column) => {
              const cell = { 'data-number': column.number, 'data-main': column.main }
              const inner = (
                <>
                  <span className={styles.cellLabel} aria-hidden="true">
                    {column.label}
                  </span>
                  <div>{column.show(row)}</div>
                </>
              )
              return column.main ? (
                <th key={column.key} scope="row" {...cell}>
                  {inner}
                </th>
              ) : (
                <td key={column.key} {...cell}>
                  {inner}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Facts as "name: value" pairs, two columns on a desk, one on a phone. */
export function Facts({ facts }: { facts: readonly (readonly [ReactNode, ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value], i) => (
        <div key={i}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** A white card with a heading of its own. */
export function Card({
  title,
  children,
  level = 2,
}: {
  title?: ReactNode
  children: ReactNode
  level?: 2 | 3
}) {
  const Heading = `h${level}` as const
  return (
    <section className={styles.card}>
      {title && <Heading>{title}</Heading>}
      {children}
    </section>
  )
}

/** While a page reads: nothing for the first moment, then a quiet line. */
export function Loading() {
  const { t } = useWords()
  return (
    <p className={styles.loading} role="status">
      {t('work.loading')}
    </p>
  )
}

/** Warns before the tab is closed over something not yet saved. */
export function useUnsaved(unsaved: boolean): void {
  const now = useRef(unsaved)
  now.current = unsaved
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (now.current) event.preventDefault()
    }
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [])
}
