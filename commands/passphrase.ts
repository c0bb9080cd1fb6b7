import { readFileSync } from 'node:fs'
import { stderr, stdin } from 'node:process'
import { type Call, CommandProblem } from './command.ts'

const shortest = 12

/** The passphrase of a backup: from PANAH_PASSPHRASE, a file, or typed unseen; never an argument. */
export async function askPassphrase(call: Call, purpose: 'seal' | 'open'): Promise<string> {
  const given = await givenPassphrase(call, purpose)
  if (purpose === 'seal' && given.length < shortest) {
    throw new CommandProblem(
      'passphrase-short',
      `The passphrase must have at least ${shortest} characters: five or six random words are good.`,
    )
  }
  if (!given)
    throw new CommandProblem(
      'passphrase-missing',
      'A passphrase is needed: see --help for the ways to give it.',
    )
  return given
}

async function givenPassphrase(call: Call, purpose: 'seal' | 'open'): Promise<string> {
  const file = call.options['passphrase-file'] as string | undefined
  if (file) return readFileSync(file, 'utf8').split('\n')[0]!.replace(/\r$/, '')
  if (process.env.PANAH_PASSPHRASE) return process.env.PANAH_PASSPHRASE
  if (!stdin.isTTY) return ''
  const typed = await typeUnseen('Passphrase: ')
  if (purpose === 'seal' && (await typeUnseen('Once more: ')) !== typed) {
    throw new CommandProblem('passphrase-differs', 'The two passphrases differ.')
  }
  return typed
}

function typeUnseen(prompt: string): Promise<string> {
  stderr.write(prompt)
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  stdin.resume()
  return new Promise((done, fail) => {
    let typed = ''
    const end = () => {
      stdin.setRawMode(false)
      stdin.pause()
      stdin.off('data', hear)
      stderr.write('\n')
    }
    const hear = (some: string) => {
      for (const key of some) {
        if (key === '\r' || key === '\n') {
          end()
          done(typed)
          return
        }
        if (key === '\u0003') {
          end()
          fail(new CommandProblem('cancelled', 'Cancelled.'))
          return
        }
        typed = key === '\u007f' || key === '\b' ? [...typed].slice(0, -1).join('') : typed + key
      }
    }
    stdin.on('data', hear)
  })
}
