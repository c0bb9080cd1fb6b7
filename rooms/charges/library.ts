import blsaa from './law/blsaa-1992.json' with { type: 'json' }
import childLaws from './law/child-laws.json' with { type: 'json' }
import eo from './law/eo-1979.json' with { type: 'json' }
import evidence from './law/evidence.json' with { type: 'json' }
import links from './law/links.json' with { type: 'json' }
import pachto from './law/pachto-2002.json' with { type: 'json' }
import ppc from './law/ppc-1860.json' with { type: 'json' }
import psma from './law/psma-2018.json' with { type: 'json' }
import ptpa from './law/ptpa-2018.json' with { type: 'json' }
import sbla from './law/sbla-2015.json' with { type: 'json' }
import thota from './law/thota-2010.json' with { type: 'json' }
import type { Law } from './law.ts'
import { readLaw } from './law-schema.ts'

/**
 * The law that this installation reads cases against, checked when it is loaded: a false entry
 * stops the start rather than a charge.
 */
export const law: Law = readLaw({
  acts: [ptpa, psma, eo, blsaa, sbla, ppc, thota, childLaws, pachto, links],
  evidence,
})
