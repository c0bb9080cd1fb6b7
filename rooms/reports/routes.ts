import type { Route } from '../../core/routes.ts'
import { accusedRoutes } from './accused-routes.ts'
import { closingRoutes } from './closing-routes.ts'
import { deadlineRoutes } from './deadline-routes.ts'
import { deskRoutes } from './desk-routes.ts'
import { allocationRoutes } from './lot/allocation-routes.ts'
import { dutyRoutes } from './lot/duty-routes.ts'
import { mailboxRoutes } from './mailbox-routes.ts'
import { membershipRoutes } from './membership-routes.ts'
import { retaliationRoutes } from './retaliation-routes.ts'

export const routes: Route[] = [
  ...mailboxRoutes,
  ...deskRoutes,
  ...accusedRoutes,
  ...allocationRoutes,
  ...dutyRoutes,
  ...closingRoutes,
  ...membershipRoutes,
  ...deadlineRoutes,
  ...retaliationRoutes,
]
