import type { Route } from '../../core/routes.ts'
import { complaintRoutes } from './complaint-routes.ts'
import { importRoutes } from './import-routes.ts'
import { inspectionRoutes } from './inspection-routes.ts'
import { jobOrderRoutes } from './job-order-routes.ts'
import { registerRoutes } from './register-routes.ts'
import { renewalRoutes } from './renewal-routes.ts'
import { riskRoutes } from './risk-routes.ts'
import { smsRoutes } from './sms-routes.ts'

export const routes: readonly Route[] = [
  ...registerRoutes,
  ...importRoutes,
  ...complaintRoutes,
  ...jobOrderRoutes,
  ...inspectionRoutes,
  ...renewalRoutes,
  ...riskRoutes,
  ...smsRoutes,
]
