import { listMigrations, migrate as runMigrations } from '../core/migrate.ts'
import type { Command } from './command.ts'
import { withGround } from './ground.ts'
import { prepareGround } from './prepare.ts'

export const migrate: Command = {
  name: 'migrate',
  help: `./panah migrate

Runs the migrations that have not run yet, each in one transaction, and loads the reference
data. Safe to run again, and while another process does the same.`,
  run: (call) =>
    withGround(async (config, ground) => {
      const ran = await runMigrations(ground.connection, undefined, (name) =>
        call.tell(`  ${name}`),
      )
      await prepareGround(config, ground, call.tell)
      const total = listMigrations().length
      call.answer(
        { ran, total },
        ran.length
          ? `${ran.length} of ${total} migrations ran.`
          : `Up to date: ${total} migrations.`,
      )
      return 0
    }),
}
