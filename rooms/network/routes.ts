import type { Route } from '../../core/routes.ts'
import { pairRoutes } from './pair-routes.ts'

export const routes: Route[] = [...pairRoutes]
