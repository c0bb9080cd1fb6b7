import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ProblemError } from '../api.ts'
import { ConfirmButton, EmptyState, Loading, Notice, problemText } from '../parts.tsx'
import { useWords } from '../words.tsx'
import styles from './field.module.css'
import { HOURS_A_KEY_STAYS } from './kept.ts'
import type { useOutbox, Written } from './outbox.ts'

type Box<T> = ReturnType<typeof useOutbox<T>>

/**
 * The frame of a page for the road: it stands alone, so that it opens without a network and without
 * a session. `list` is the office page it belongs to; the children are shown once it can be read.
 */
export function FieldFrame<T>({
  title,
  box,
  list,
  children,
}: {
  title: string
  box: Box<T>
  list: string
  children: ReactNode
}) {
  const { t } = useWords()
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <h1>{title}</h1>
        <p role="status" className={styles.small}>
          {t(box.online ? 'work.field.online' : 'work.field.offline')}
          {box.pageKept && ` · ${t('work.field.kept')}`}
        </p>
      </header>
      {box.state === 'opening' && <Loading />}
      {box.state === 'locked' && (
        <EmptyState
          title={t('work.field.locked')}
          action={
            <Button component={Link} to={list}>
              {t('work.field.sign-in')}
            </Button>
          }
        >
          {t('work.field.locked.text')}
        </EmptyState>
      )}
      {box.sent > 0 && (
        <Notice tone="met" title={t('work.field.sent', { count: box.sent })}>
          <Link to={list}>{t('work.field.to-list')}</Link>
        </Notice>
      )}
      {box.state === 'open' && children}
    </main>
  )
}

/** What is kept and for how long, and the way back to the office pages. */
export function FieldFoot({ list }: { list: string }) {
  const { t, number } = useWords()
  return (
    <>
      <details className={styles.small}>
        <summary>{t('work.field.what-is-kept')}</summary>
        <p>{t('work.field.what-is-kept.text', { hours: number(HOURS_A_KEY_STAYS) })}</p>
      </details>
      <p>
        <Link to={list}>{t('work.field.leave')}</Link>
      </p>
    </>
  )
}

/** What lies on this device: begun, waiting for a network, or refused with the reason. */
export function Drafts<T>(of: {
  box: Box<T>
  list: string
  nameOf: (value: T) => ReactNode
  open: (id: string) => void
  /** What can be done about a refusal instead of writing on. */
  instead?: (one: Written<T>) => ReactNode
}) {
  const { t } = useWords()
  const { box, nameOf } = of
  if (!box.all.length) return null
  return (
    <section>
      <h2>{t('work.field.here')}</h2>
      <ul className={styles.list}>
        {box.all.map((one) => (
          <li key={one.id}>
            <b>{nameOf(one.value)}</b>
            <DraftState {...of} one={one} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function DraftState<T>({
  box,
  one,
  list,
  open,
  instead,
}: {
  box: Box<T>
  one: Written<T>
  list: string
  open: (id: string) => void
  instead?: (one: Written<T>) => ReactNode
}) {
  const words = useWords()
  const { t } = words
  const edit = (
    <Button variant="default" onClick={() => open(one.id)}>
      {t('work.field.go-on')}
    </Button>
  )
  const discard = (
    <ConfirmButton
      title={t('work.field.discard')}
      what={t('work.field.discard.what')}
      confirm={t('work.field.discard')}
      onConfirm={() => box.discard(one.id)}
      danger
    >
      {t('work.field.discard')}
    </ConfirmButton>
  )
  if (one.refused)
    return (
      <>
        <Notice tone="danger" title={t('work.field.refused')}>
          {problemText(words, new ProblemError(400, one.refused))}
        </Notice>
        <div className={styles.actions}>
          {instead?.(one) || edit}
          {discard}
        </div>
      </>
    )
  if (!one.ready)
    return (
      <div className={styles.actions}>
        {edit}
        {discard}
      </div>
    )
  return (
    <>
      <p className={styles.small}>
        {t(box.signedIn || !box.online ? 'work.field.waits' : 'work.field.waits-sign-in')}
      </p>
      <div className={styles.actions}>
        {box.online && box.signedIn && (
          <Button variant="default" onClick={() => void box.sendAll()}>
            {t('work.field.send-now')}
          </Button>
        )}
        {box.online && !box.signedIn && (
          <Button component={Link} to={list}>
            {t('work.field.sign-in')}
          </Button>
        )}
      </div>
    </>
  )
}
