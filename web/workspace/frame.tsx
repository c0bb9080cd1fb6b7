import { DirectionProvider, MantineProvider, useDirection } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { BrowserRouter, Navigate, type RouteObject, useLocation, useRoutes } from 'react-router'
import { type BesidePerson, BesidePersonContext } from './beside-person.tsx'
import { Unbroken } from './broken.tsx'
import { CaseTabList } from './case-context.tsx'
import { Gate, type SignInProps } from './gate.tsx'
import type { CaseTab, WorkspacePage } from './page.ts'
import { EmptyState, Loading, PageHead } from './parts.tsx'
import { useSession } from './session.tsx'
import { railGroups, Shell } from './shell.tsx'
import { cssVariables, theme } from './theme.ts'
import { useWords } from './words.tsx'

function Direction({ children }: { children: ReactNode }) {
  const { dir } = useWords()
  const { setDirection } = useDirection()
  useEffect(() => setDirection(dir), [dir, setDirection])
  return children
}

function NoPage() {
  const { t } = useWords()
  return (
    <>
      <PageHead title={t('work.no-page.title')} />
      <EmptyState title={t('work.no-page.title')}>{t('work.no-page.text')}</EmptyState>
    </>
  )
}

function Home({ pages }: { pages: readonly WorkspacePage[] }) {
  const session = useSession()
  const first = railGroups(pages, session)[0]?.[0]
  return <Navigate to={first ? `/${first.path}` : '/account'} replace />
}

function tabsOf(pages: readonly WorkspacePage[]): CaseTab[] {
  return pages.flatMap((page) => page.caseTab ?? []).sort((a, b) => a.order - b.order)
}

function routesOf(pages: readonly WorkspacePage[]): RouteObject[] {
  const tabs = pages.filter((page) => page.caseTab)
  const first = tabsOf(pages)[0]
  const insideCase: RouteObject[] = [
    ...tabs.map((page) => ({ path: page.caseTab!.path, element: page.element })),
    ...(first ? [{ index: true, element: <Navigate to={first.path} replace /> }] : []),
  ]
  return [
    ...pages
      .filter((page) => !page.caseTab)
      .map((page) =>
        page.path === 'cases/:caseId'
          ? { path: page.path, element: page.element, children: insideCase }
          : { path: page.path, element: page.element },
      ),
    { index: true, element: <Home pages={pages} /> },
    { path: '*', element: <NoPage /> },
  ]
}

function Pages({ pages }: { pages: readonly WorkspacePage[] }) {
  const shown = useRoutes(routesOf(pages))
  const { pathname } = useLocation()
  return (
    <Shell pages={pages}>
      <Unbroken at={pathname}>
        <Suspense fallback={<Loading />}>{shown}</Suspense>
      </Unbroken>
    </Shell>
  )
}

function Entrance({ pages, signIn }: { pages: readonly WorkspacePage[]; signIn: SignIn }) {
  const { pathname } = useLocation()
  const open = pages.find((page) => page.signedOut && pathname === `/${page.path}`)
  if (open) return <Suspense fallback={<Loading />}>{open.element}</Suspense>
  return (
    <Gate signIn={signIn}>
      <Pages pages={pages.filter((page) => !page.signedOut)} />
    </Gate>
  )
}

type SignIn = (props: SignInProps) => ReactNode

/** Everything around the pages: texts, theme, reading and sending, addresses, who is signed in. */
export function Workspace({
  pages,
  signIn,
  besidePerson,
}: {
  pages: readonly WorkspacePage[]
  signIn: SignIn
  besidePerson: BesidePerson
}) {
  const { dir } = useWords()
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: { retry: false, staleTime: 30_000, refetchOnWindowFocus: true },
          mutations: { retry: false },
        },
      }),
  )
  return (
    <DirectionProvider initialDirection={dir} detectDirection={false}>
      <Direction>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          withCssVariables={false}
          withGlobalClasses={false}
          forceColorScheme="light"
        >
          <Notifications position="bottom-right" />
          <QueryClientProvider client={client}>
            <CaseTabList value={tabsOf(pages)}>
              <BesidePersonContext value={besidePerson}>
                <BrowserRouter basename="/staff">
                  <Entrance pages={pages} signIn={signIn} />
                </BrowserRouter>
              </BesidePersonContext>
            </CaseTabList>
          </QueryClientProvider>
        </MantineProvider>
      </Direction>
    </DirectionProvider>
  )
}
