import type { Route } from '../../core/routes.ts'
import { caseRoutes } from './case-routes.ts'
import { glassRoutes } from './glass-routes.ts'
import { incidentRoutes } from './incident-routes.ts'
import { leadingRoutes } from './leading-routes.ts'
import { listRoutes } from './list-routes.ts'
import { personRoutes } from './person-routes.ts'
import { retaliationRoutes } from './retaliation-routes.ts'
import { taskRoutes } from './task-routes.ts'

export const routes: Route[] = [
  ...caseRoutes,
  ...listRoutes,
  ...personRoutes,
  ...incidentRoutes,
  ...taskRoutes,
  ...leadingRoutes,
  ...glassRoutes,
  ...retaliationRoutes,
]
