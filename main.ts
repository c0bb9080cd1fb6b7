/** The only wiring: config → database → rooms → port. */
import { pino } from 'pino'
import type { Config } from './core/config.ts'
import { type Connection, openDatabase } from './core/database.ts'
import { type Subscriber, subscribe } from './core/events.ts'
import { fieldsUnder } from './core/fields.ts'
import type { House } from './core/house.ts'
import { type Jobs, type Rhythm, startJobs } from './core/jobs.ts'
import { referenceRoutes } from './core/reference-routes.ts'
import type { Route } from './core/routes.ts'
import { type App, buildServer } from './core/server.ts'
import { readWords } from './core/words.ts'
import { routes as casesRoutes } from './rooms/cases/routes.ts'
import { subscribers as chargesSubscribers } from './rooms/charges/jobs.ts'
import { routes as chargesRoutes } from './rooms/charges/routes.ts'
import { pages as guidePages } from './rooms/guide/pages.tsx'
import { routes as guideRoutes } from './rooms/guide/routes.ts'
import {
  rhythms as networkRhythms,
  subscribers as networkSubscribers,
} from './rooms/network/jobs.ts'
import { routes as networkRoutes } from './rooms/network/routes.ts'
import {
  rhythms as oversightRhythms,
  subscribers as oversightSubscribers,
} from './rooms/oversight/jobs.ts'
import { openLogs } from './rooms/oversight/logs.ts'
import { pages as oversightPages } from './rooms/oversight/pages.tsx'
import { routes as oversightRoutes } from './rooms/oversight/routes.ts'
import { subscribers as protectionSubscribers } from './rooms/protection/jobs.ts'
import { routes as protectionRoutes } from './rooms/protection/routes.ts'
import { routes as recruitersRoutes } from './rooms/recruiters/routes.ts'
import {
  rhythms as reportsRhythms,
  subscribers as reportsSubscribers,
} from './rooms/reports/jobs.ts'
import { pages as reportsPages } from './rooms/reports/pages.tsx'
import { routes as reportsRoutes } from './rooms/reports/routes.ts'
import { routes as screeningRoutes } from './rooms/screening/routes.ts'
import { routes as staffRoutes } from './rooms/staff/routes.ts'
import {
  rhythms as statisticsRhythms,
  subscribers as statisticsSubscribers,
} from './rooms/statistics/jobs.ts'
import { pages as statisticsPages } from './rooms/statistics/pages.tsx'
import { routes as statisticsRoutes } from './rooms/statistics/routes.ts'
import { routes as worksitesRoutes } from './rooms/worksites/routes.ts'
import { registerPublicPages } from './web/public/server.ts'
import { registerWorkspace } from './web/workspace/server.ts'

export const routes: readonly Route[] = [
  ...referenceRoutes,
  ...staffRoutes,
  ...guideRoutes,
  ...recruitersRoutes,
  ...reportsRoutes,
  ...oversightRoutes,
  ...casesRoutes,
  ...screeningRoutes,
  ...chargesRoutes,
  ...protectionRoutes,
  ...worksitesRoutes,
  ...networkRoutes,
  ...statisticsRoutes,
]
const subscribers: readonly Subscriber[] = [
  ...reportsSubscribers,
  ...oversightSubscribers,
  ...chargesSubscribers,
  ...protectionSubscribers,
  ...networkSubscribers,
  ...statisticsSubscribers,
]
const rhythms: readonly Rhythm[] = [
  ...reportsRhythms,
  ...oversightRhythms,
  ...networkRhythms,
  ...statisticsRhythms,
]

export interface RunningHouse {
  house: House
  app: App
  jobs: Jobs
  /** Takes requests; returns the address. */
  listen(): Promise<string>
  close(): Promise<void>
}

/** Puts the house together over a migrated database; nothing listens yet. */
export async function startHouse(config: Config, connection: Connection): Promise<RunningHouse> {
  const log = pino({ level: process.env.PANAH_LOG ?? 'warn' })
  const database = openDatabase(connection)
  const house: House = {
    config,
    database,
    fields: fieldsUnder(config.fieldKey),
    words: readWords(),
    now: () => new Date(),
    log,
    stir: () => {
      jobs.stir()
      logs.stir()
    },
  }
  subscribe(subscribers)
  const logs = await openLogs(house)
  const app = await buildServer(house, routes)
  await registerPublicPages(app, house, [
    ...guidePages,
    ...reportsPages,
    ...oversightPages,
    ...statisticsPages,
  ])
  await registerWorkspace(app, house)
  const jobs = startJobs(house, rhythms)
  return {
    house,
    app,
    jobs,
    listen: () => app.listen({ host: config.host, port: config.port }),
    async close() {
      await app.close()
      await jobs.stop()
      await logs.close()
      await database.close()
    },
  }
}
