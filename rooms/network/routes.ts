import type { Route } from '../../core/routes.ts'
import { answerRoutes } from './answer-routes.ts'
import { askRoutes } from './ask-routes.ts'
import { graphRoutes } from './graph-routes.ts'
import { hintRoutes } from './hint-routes.ts'
import { pairRoutes } from './pair-routes.ts'
import { ringRoutes } from './ring-routes.ts'
import { tieRoutes } from './tie-routes.ts'

export const routes: Route[] = [
  ...pairRoutes,
  ...hintRoutes,
  ...askRoutes,
  ...answerRoutes,
  ...graphRoutes,
  ...tieRoutes,
  ...ringRoutes,
]
