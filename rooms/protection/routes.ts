import type { Route } from '../../core/routes.ts'
import { answeringRoutes } from './answering-routes.ts'
import { consentRoutes } from './consent-routes.ts'
import { readingRoutes } from './reading-routes.ts'
import { sendingRoutes } from './sending-routes.ts'

export const routes: Route[] = [
  ...consentRoutes,
  ...sendingRoutes,
  ...answeringRoutes,
  ...readingRoutes,
]
