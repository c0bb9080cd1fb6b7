import type { Route } from '../../core/routes.ts'
import { advanceRoutes } from './advance-routes.ts'
import { callRoutes } from './call-routes.ts'
import { caseRoutes } from './case-routes.ts'
import { committeeRoutes } from './committee-routes.ts'
import { familyRoutes } from './family-routes.ts'
import { releaseRoutes } from './release-routes.ts'
import { siteRoutes } from './site-routes.ts'
import { visitRoutes } from './visit-routes.ts'
import { wageRoutes } from './wage-routes.ts'

export const routes: Route[] = [
  ...siteRoutes,
  ...visitRoutes,
  ...familyRoutes,
  ...advanceRoutes,
  ...releaseRoutes,
  ...caseRoutes,
  ...committeeRoutes,
  ...callRoutes,
  ...wageRoutes,
]
