import { Modal } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link, NavLink, useLocation } from 'react-router'
import { useGet } from './asking.ts'
import { useKeys } from './keys.ts'
import type { RailEntry, WorkspacePage } from './page.ts'
import { PersonName } from './parts.tsx'
import { type Session, useSession } from './session.tsx'
import styles from './shell.module.css'
import { AsideNode } from './shell-context.tsx'
import { UserMenu } from './user-menu.tsx'
import { useWords } from './words.tsx'

interface Entry extends RailEntry {
  path: string
}

/** The rail's entries for this person, in order, in the groups their hundreds make. */
export function railGroups(
  pages: readonly WorkspacePage[],
  { has, person }: Pick<Session, 'has' | 'person'>,
): Entry[][] {
  const entries = pages
    .flatMap((page) => (page.rail ? [{ ...page.rail, path: page.path }] : []))
    .filter((entry) => has(...entry.duties))
    .filter(({ agencies }) => !agencies || agencies.includes(person.agencyKind))
    .sort((a, b) => a.order - b.order)
  const groups: Entry[][] = []
  for (const entry of entries) {
    const hundred = Math.floor(entry.order / 100)
    groups[hundred] = [...(groups[hundred] ?? []), entry]
  }
  return groups.filter(Boolean)
}

/** The entry that a page belongs to: of those that its address begins with, the longest. */
export function entryAt<E extends { path: string }>(
  entries: readonly E[],
  pathname: string,
): E | undefined {
  return entries
    .filter(({ path }) => pathname === `/${path}` || pathname.startsWith(`/${path}/`))
    .reduce<E | undefined>((a, b) => (a && a.path.length > b.path.length ? a : b), undefined)
}

function RailLink({ entry, isHere, onGo }: { entry: Entry; isHere: boolean; onGo: () => void }) {
  const { t, number } = useWords()
  const { data } = useGet<{ count: number }>(entry.count, { every: 5 * 60_000 })
  const count = data && (entry.countIn ? entry.countIn(data as never) : data.count)
  return (
    <li>
      <Link to={`/${entry.path}`} aria-current={isHere ? 'page' : undefined} onClick={onGo}>
        {t(entry.label)}{' '}
        {count !== undefined && <span className={styles.count}>{number(count)}</span>}
      </Link>
    </li>
  )
}

/** A page opened by a link starts at its heading, for the eye and for a screen reader. */
function useFocusOnArrival(main: React.RefObject<HTMLElement | null>) {
  const { pathname } = useLocation()
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname || !main.current) return
    before.current = pathname
    scrollTo(0, 0)
    return focusHeading(main.current)
  }, [pathname, main])
}

// The heading may come only when the page has read what it shows.
function focusHeading(main: HTMLElement): () => void {
  const find = () => {
    const heading = main.querySelector('h1')
    heading?.focus({ preventScroll: true })
    return heading !== null
  }
  main.focus({ preventScroll: true })
  if (find()) return () => {}
  const watch = new MutationObserver(() => {
    // Whoever has moved on in the meantime is left where they are.
    if (document.activeElement !== main || find()) watch.disconnect()
  })
  watch.observe(main, { childList: true, subtree: true })
  return () => watch.disconnect()
}

export function Shell({
  pages,
  children,
}: {
  pages: readonly WorkspacePage[]
  children: ReactNode
}) {
  const { t } = useWords()
  const session = useSession()
  const { tryout, person } = session
  const [aside, setAside] = useState<HTMLElement | null>(null)
  const [open, setOpen] = useState(false)
  const [help, setHelp] = useState(false)
  const main = useRef<HTMLElement>(null)
  const groups = railGroups(pages, session)
  const entries = groups.flat()
  useFocusOnArrival(main)
  useKeys(entries, () => setHelp(true))
  const { pathname } = useLocation()
  const here = entryAt(entries, pathname)
  useEffect(() => {
    // Never a case's title: the tab and the browser's history are read over a shoulder.
    document.title = here ? `${t(here.label)} · ${t('work.name')}` : t('work.name')
  }, [here, t])
  return (
    <AsideNode value={aside}>
      <a className={styles.skip} href="#main">
        {t('work.skip')}
      </a>
      {tryout && (
        <section className={styles.tryout} aria-label={t('work.tryout')}>
          <b>{t('work.tryout')}</b>
          {t('work.tryout.means')}
        </section>
      )}
      <div className={styles.frame}>
        <header className={styles.rail}>
          <div className={styles.railInner}>
            <div className={styles.bar}>
              <NavLink className={styles.mark!} to="/">
                <bdi lang="en">Panah</bdi> <span lang="ur">پناہ</span>
              </NavLink>
              <button
                type="button"
                className={styles.menuButton}
                aria-expanded={open}
                aria-controls="rail-menu"
                onClick={() => setOpen(!open)}
              >
                {t('work.menu')}
              </button>
            </div>
            <div id="rail-menu" className={styles.menu} data-open={open}>
              <nav aria-label={t('work.rail')}>
                {groups.map((group) => (
                  <ul key={group[0]!.path}>
                    {group.map((entry) => (
                      <RailLink
                        key={entry.path}
                        entry={entry}
                        isHere={entry === here}
                        onGo={() => setOpen(false)}
                      />
                    ))}
                  </ul>
                ))}
              </nav>
              <div className={styles.railFoot}>
                <UserMenu name={<PersonName name={person.name} />} onHelp={() => setHelp(true)} />
              </div>
            </div>
          </div>
        </header>
        <main id="main" ref={main} className={styles.main} tabIndex={-1}>
          {children}
        </main>
        <aside ref={setAside} className={styles.aside} aria-label={t('work.beside')} />
      </div>
      <KeysHelp entries={entries} opened={help} onClose={() => setHelp(false)} />
    </AsideNode>
  )
}

function KeysHelp({
  entries,
  opened,
  onClose,
}: {
  entries: readonly Entry[]
  opened: boolean
  onClose: () => void
}) {
  const { t } = useWords()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('work.keys')}
      closeButtonProps={{ 'aria-label': t('work.close') }}
    >
      <dl className={styles.keys}>
        <dt>
          <kbd>/</kbd>
        </dt>
        <dd>{t('work.keys.search')}</dd>
        <dt>
          <kbd>?</kbd>
        </dt>
        <dd>{t('work.keys.help')}</dd>
        {entries.map(
          (entry) =>
            entry.keys && (
              <div key={entry.path} style={{ display: 'contents' }}>
                <dt>
                  <kbd>g</kbd> <kbd>{entry.keys}</kbd>
                </dt>
                <dd>{t('work.keys.go', { page: t(entry.label) })}</dd>
              </div>
            ),
        )}
      </dl>
    </Modal>
  )
}
