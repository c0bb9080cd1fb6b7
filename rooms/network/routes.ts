import type { Route } from '../../core/routes.ts'
import { answerRoutes } from './answer-routes.ts'
import { askRoutes } from './ask-routes.ts'
import { hintRoutes } from './hint-routes.ts'
import { pairRoutes } from './pair-routes.ts'

export const routes: Route[] = [...pairRoutes, ...hintRoutes, ...askRoutes, ...answerRoutes]
