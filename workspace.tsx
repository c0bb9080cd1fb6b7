/** The workspace of staff: every room's pages inside one shell. */
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './web/workspace/fonts.css'
import './web/workspace/theme-variables.css'
import './web/workspace/theme.css'
import { lazy, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { pages as cases } from './rooms/cases/web/pages.tsx'
import { pages as charges } from './rooms/charges/web/pages.tsx'
import { pages as guide } from './rooms/guide/web/pages.tsx'
import { pages as network } from './rooms/network/web/pages.tsx'
import { pages as oversight } from './rooms/oversight/web/pages.tsx'
import { pages as protection } from './rooms/protection/web/pages.tsx'
import { pages as recruiters } from './rooms/recruiters/web/pages.tsx'
import { pages as reports } from './rooms/reports/web/pages.tsx'
import { pages as screening } from './rooms/screening/web/pages.tsx'
import { pages as staff } from './rooms/staff/web/pages.tsx'
import { SignIn } from './rooms/staff/web/sign-in.tsx'
import { pages as statistics } from './rooms/statistics/web/pages.tsx'
import { pages as worksites } from './rooms/worksites/web/pages.tsx'
import { Workspace } from './web/workspace/frame.tsx'
import type { WorkspacePage } from './web/workspace/page.ts'
import { firstLanguage, startWords, WordsProvider } from './web/workspace/words.tsx'

const pages: readonly WorkspacePage[] = [
  ...reports,
  ...cases,
  ...screening,
  ...charges,
  ...protection,
  ...network,
  ...recruiters,
  ...oversight,
  ...worksites,
  ...statistics,
  ...guide,
  ...staff,
]

const KnownElsewhere = lazy(async () => ({
  default: (await import('./rooms/network/web/hints.tsx')).Hints,
}))

const root = createRoot(document.getElementById('workspace')!)
const words = await startWords(firstLanguage())
root.render(
  <StrictMode>
    <WordsProvider i18next={words}>
      <Workspace
        pages={pages}
        signIn={(props) => <SignIn {...props} />}
        besidePerson={KnownElsewhere}
      />
    </WordsProvider>
  </StrictMode>,
)
