import type { Command } from './command.ts'
import { examine, type Finding } from './doctor-checks.ts'

const signs: Record<Finding['state'], string> = { good: '✓', warning: '!', wrong: '✗' }

export const doctor: Command = {
  name: 'doctor',
  help: `./panah doctor

Looks at Node, settings, data folder, keys, disk, database (version, role, row-level security,
migrations, clock), pages and, in live mode, the address people use. Changes nothing.
Exit code 1 if anything is wrong; warnings alone give 0.`,
  async run(call) {
    const findings = await examine()
    const wrong = findings.filter((one) => one.state === 'wrong').length
    const warnings = findings.filter((one) => one.state === 'warning').length
    const lines = findings.map(
      ({ state, about, what, mend }) =>
        `${signs[state]} ${about}: ${what}${mend ? `\n    → ${mend}` : ''}`,
    )
    const end = wrong || warnings ? `${wrong} wrong, ${warnings} to look at.` : 'All is well.'
    call.answer({ wrong, warnings, findings }, `${lines.join('\n')}\n\n${end}`)
    return wrong ? 1 : 0
  },
}
