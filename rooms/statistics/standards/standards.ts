import type { CodeList } from './code-list.ts'
import { ctdc } from './ctdc.ts'
import { glotip } from './glotip.ts'
import { icTip } from './ic-tip.ts'
import { nationalPolice } from './national-police.ts'
import type { Population } from './population.ts'
import { sdg } from './sdg.ts'
import type { Standard, StandardCode } from './standard.ts'
import { usTip } from './us-tip.ts'

/** The standard of a code, with the populations and the code list that it is filled with. */
export function standardOf(
  code: StandardCode,
  of: { populations: readonly Population[]; codeList: CodeList | undefined },
): Standard {
  const all: Record<StandardCode, () => Standard> = {
    'sdg-16-2-2': () => sdg(of.populations),
    glotip: () => glotip,
    'us-tip': () => usTip,
    'national-police': () => nationalPolice,
    ctdc: () => ctdc,
    'ic-tip': () => icTip(of.codeList),
  }
  return all[code]()
}
