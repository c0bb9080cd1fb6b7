import type { Route } from '../../core/routes.ts'
import { accountRoutes } from './account-routes.ts'
import { auditRoutes } from './audit-routes.ts'
import { glassRoutes } from './glass-routes.ts'
import { ownRoutes } from './own-routes.ts'
import { passwordRoutes } from './password-routes.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { teamRoutes } from './team-routes.ts'
import { tryoutRoutes } from './tryout-routes.ts'

export const routes: Route[] = [
  ...signInRoutes,
  ...ownRoutes,
  ...passwordRoutes,
  ...accountRoutes,
  ...teamRoutes,
  ...auditRoutes,
  ...glassRoutes,
  ...tryoutRoutes,
]
