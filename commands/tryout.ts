import { startHouse } from '../main.ts'
import { loadTryout } from '../tryout/load.ts'
import { type Command, CommandProblem } from './command.ts'
import { emptyDatabase } from './database-copy.ts'
import { settings, withGround } from './ground.ts'
import { prepareGround } from './prepare.ts'

export const tryout: Command = {
  name: 'tryout',
  help: `./panah tryout            load what is missing of the made-up people and cases
./panah tryout reset      remove everything, and load them afresh (asks for --yes)

Only in the try-out: with PANAH_MODE=live this refuses.`,
  options: { yes: { type: 'boolean', default: false } },
  async run(call) {
    if (settings().mode === 'live')
      throw new CommandProblem('live', 'This is a live installation: it has no try-out.')
    const [word] = call.words
    if (word && word !== 'reset')
      throw new CommandProblem('unknown-word', `"${word}" is not known. See ./panah tryout --help`)
    if (word === 'reset' && !call.options.yes) {
      throw new CommandProblem(
        'not-confirmed',
        'This removes everything entered in the try-out. Say: ./panah tryout reset --yes',
      )
    }
    return withGround(async (config, ground) => {
      if (word === 'reset') await emptyDatabase(ground.connection)
      await prepareGround(config, ground, call.tell)
      const running = await startHouse(config, ground.connection)
      try {
        const loaded = await loadTryout(running, call.tell)
        await running.jobs.settle()
        call.answer(
          loaded,
          `The try-out is loaded: ${loaded.cases} cases and ${loaded.reports} reports, all made up.`,
        )
        return 0
      } finally {
        await running.close()
      }
    })
  },
}
