import { describe, expect, test } from 'vitest'
import { answerSheet } from './charge-sheet.ts'
import type { ClassCode } from './classify.ts'
import { law } from './library.ts'
import { readSheet, type SheetInFile } from './sheet-file.ts'

/**
 * Made-up cases of kinds that are reported again and again, coded from docs/fact-sheet.md alone.
 * What is expected was reasoned from the law before the engine was run on them.
 */
interface HeldOut {
  title: string
  sheet: SheetInFile
  class: readonly ClassCode[]
  sections: readonly string[]
  never: readonly string[]
  agency: string
}

const accused = (id: string) => ({ id, roles: ['accused' as const] })
const victim = (id: string, sex: 'female' | 'male', age: number) => ({
  id,
  roles: ['victim' as const],
  sex,
  age,
})
type Code = Extract<SheetInFile['facts'][number], string>
const by = (id: string, ...facts: Code[]) => facts.map((fact) => ({ fact, by: id }))

const cases: readonly HeldOut[] = [
  {
    title: 'a girl of ten in a household in Lahore, beaten and never let out',
    sheet: {
      conduct: { from: '2022-02', until: '2022-09' },
      provinces: ['PK-PB'],
      persons: [accused('employer'), victim('girl', 'female', 10)],
      facts: ['obtained', 'harboured', 'servitude', 'child-works', 'physical-force', 'confined-or-guarded', 'held-ten-days'],
    },
    class: ['TIP'],
    sections: ['PTPA 3(2)', 'PPC 328A', 'PPC 344', 'CHILD PRECA 11(a)'],
    never: ['BLSAA', 'EO', 'PSMA'],
    agency: 'police',
  },
  {
    title: 'a kiln family in Punjab that may not leave until the advance is worked off',
    sheet: {
      conduct: { from: '2023-01', until: '2023-11-02' },
      provinces: ['PK-PB'],
      persons: [accused('owner'), victim('father', 'male', 38), victim('mother', 'female', 33)],
      facts: ['harboured', 'obtained', 'advance-paid', 'debt-bondage', 'debt-as-control', 'threat-of-harm'],
    },
    class: ['TIP', 'BONDED'],
    sections: ['PTPA 3(1)', 'PTPA 3(2)', 'BLSAA 11', 'BLSAA 12', 'PPC 374', 'PPC 506'],
    never: ['SBLA', 'EO', 'PSMA'],
    agency: 'police',
  },
  {
    title: 'women and children taken to beg abroad on pilgrim visas, half of it for the agent',
    sheet: {
      conduct: { from: '2024-02', until: '2024-04' },
      provinces: ['PK-PB'],
      persons: [accused('agent'), victim('woman', 'female', 30), victim('boy', 'male', 9)],
      facts: ['recruited', 'transported', 'forced-begging', 'threat-of-harm', 'fee-taken-for-work-abroad', 'no-promoter-licence', 'taken-out-of-pakistan', 'exploited-abroad'],
    },
    class: ['TIP'],
    sections: ['PTPA 3(2)', 'EO 17(2)', 'EO 22(b)'],
    never: ['PSMA', 'BLSAA', 'EO 17(1)'],
    agency: 'fia',
  },
  {
    title: 'a boat from Libya: adults who paid and wanted to go; many drowned',
    sheet: {
      conduct: { from: '2023-05', until: '2023-06-14' },
      provinces: ['PK-PB'],
      persons: [accused('agent'), victim('man', 'male', 24)],
      facts: ['recruited', 'transported', 'fee-taken-for-work-abroad', 'no-promoter-licence', 'taken-out-of-pakistan', 'border-crossed-illegally', 'death'],
      ruledOut: ['forced-labour', 'commercial-sex', 'debt-bondage'],
    },
    class: ['SMUGGLING'],
    sections: ['PSMA 3', 'PSMA 6', 'EO 17(2)', 'EO 22(b)', 'PPC 322'],
    never: ['PTPA', 'PPC 302'],
    agency: 'fia',
  },
  {
    title: 'a kidney bought from a labourer through a broker, taken out in a house',
    sheet: {
      conduct: { from: '2023-09-01' },
      provinces: ['PK-PB'],
      persons: [accused('broker'), accused('surgeon'), victim('donor', 'male', 35)],
      facts: [...by('broker', 'recruited', 'organ-trade', 'vulnerability-abused'), ...by('surgeon', 'organ-removal', 'organ-trade')],
    },
    class: ['ORGAN'],
    sections: ['THOTA 10', 'THOTA 11'],
    never: ['PTPA', 'EO'],
    agency: 'police',
  },
  {
    title: 'a girl of sixteen brought over the border and sold as a wife who serves the house',
    sheet: {
      conduct: { from: '2022-03', until: '2022-12' },
      provinces: ['PK-KP'],
      persons: [accused('seller'), accused('buyer'), victim('girl', 'female', 16)],
      facts: [
        ...by('seller', 'transported', 'brought-into-pakistan', 'provided', 'bought-or-sold'),
        ...by('buyer', 'obtained', 'bought-or-sold', 'forced-marriage', 'servitude', 'confined-or-guarded'),
      ],
    },
    class: ['TIP'],
    sections: ['PTPA 3(2)', 'PPC 498B', 'PPC 370'],
    never: ['EO', 'BLSAA'],
    agency: 'fia',
  },
  {
    title: 'a licensed promoter takes four times the service charge; the job is real',
    sheet: {
      conduct: { from: '2019-04', until: '2019-05' },
      provinces: ['PK-PB'],
      persons: [accused('promoter'), victim('worker', 'male', 29)],
      facts: ['fee-taken-for-work-abroad', 'overcharged', 'promoter-concerned'],
      ruledOut: ['no-promoter-licence', 'false-promise'],
    },
    class: ['RECRUIT_FRAUD'],
    sections: ['EO 22(a)'],
    never: ['EO 22(b)', 'PTPA', 'PSMA'],
    agency: 'fia',
  },
  {
    title: 'a page on a social network offers jobs and takes money; nobody leaves',
    sheet: {
      conduct: { from: '2024-06', until: '2024-08' },
      provinces: ['PK-SD'],
      persons: [accused('poster'), victim('applicant', 'male', 23)],
      facts: ['advertised-or-interviewed', 'fee-taken-for-work-abroad', 'no-promoter-licence', 'false-promise', 'money-by-deceit'],
    },
    class: ['RECRUIT_FRAUD'],
    sections: ['EO 22(b)', 'EO 17(4)', 'EO 18(b)', 'PPC 420'],
    never: ['EO 22(a)', 'PTPA', 'PSMA'],
    agency: 'fia',
  },
  {
    title: 'adults led over the border to Iran for a fee, unharmed',
    sheet: {
      conduct: { from: '2021-10-03', until: '2021-10-05' },
      provinces: ['PK-BA'],
      persons: [accused('guide'), victim('man', 'male', 27)],
      facts: ['transported', 'border-crossed-illegally', 'taken-out-of-pakistan', 'fee-taken-for-work-abroad'],
      ruledOut: ['forced-labour', 'physical-force', 'confined-or-guarded', 'ransom-demanded'],
    },
    class: ['SMUGGLING'],
    sections: ['PSMA 3'],
    never: ['PTPA', 'PSMA 6', 'PPC'],
    agency: 'fia',
  },
  {
    title: 'a grown woman marries against her father’s will; he reports an abduction',
    sheet: {
      conduct: { from: '2021-02-10' },
      provinces: ['PK-PB'],
      persons: [accused('husband'), victim('wife', 'female', 22)],
      facts: [{ fact: 'abducted', by: 'husband', certainty: 'disputed' }],
      ruledOut: ['abducted', 'forced-marriage', 'confined-or-guarded'],
      registeredBy: 'police',
      firSections: ['PPC 365B'],
    },
    class: ['NONE'],
    sections: [],
    never: ['PPC', 'PTPA'],
    agency: 'police',
  },
  {
    title: 'two months of wages not paid in a factory; everybody goes home at night',
    sheet: {
      conduct: { from: '2023-03', until: '2023-05' },
      provinces: ['PK-SD'],
      persons: [accused('owner'), victim('worker', 'male', 31)],
      facts: ['wages-withheld'],
      ruledOut: ['forced-labour', 'debt-bondage', 'confined-or-guarded', 'threat-of-harm'],
    },
    class: ['NONE'],
    sections: [],
    never: ['PTPA', 'PPC 374', 'BLSAA', 'SBLA'],
    agency: 'undecided',
  },
  {
    title: 'a newborn taken from a ward and sold to a couple without children',
    sheet: {
      conduct: { from: '2022-07-01', until: '2022-07-09' },
      provinces: ['PK-SD'],
      persons: [accused('nurse'), accused('couple'), victim('baby', 'male', 0)],
      facts: [...by('nurse', 'taken-from-guardian', 'provided', 'bought-or-sold'), ...by('couple', 'obtained', 'bought-or-sold')],
      ruledOut: ['forced-labour', 'commercial-sex', 'servitude'],
    },
    class: ['NONE'],
    sections: ['PPC 363'],
    never: ['PTPA', 'PPC 364A', 'PPC 370', 'PPC 371A'],
    agency: 'police',
  },
  {
    title: 'a boy of eight abducted, maimed and made to beg',
    sheet: {
      conduct: { from: '2020-01', until: '2020-08' },
      provinces: ['PK-PB'],
      persons: [accused('master'), victim('boy', 'male', 8)],
      facts: ['abducted', 'taken-from-guardian', 'obtained', 'forced-begging', 'serious-injury', 'physical-force'],
    },
    class: ['TIP'],
    sections: ['PTPA 3(2)', 'PTPA 4(a)', 'PPC 328A', 'PPC 364A', 'PPC 367'],
    never: ['EO', 'BLSAA'],
    agency: 'police',
  },
  {
    title: 'fishermen on a foreign ship, unpaid for a year, their passports kept',
    sheet: {
      conduct: { from: '2021-01', until: '2022-01' },
      provinces: ['PK-SD'],
      persons: [accused('crewing-agent'), accused('captain'), victim('fisherman', 'male', 28)],
      facts: [
        ...by('crewing-agent', 'recruited', 'false-promise'),
        ...by('captain', 'obtained', 'travel-document-taken', 'wages-withheld', 'confined-or-guarded', 'forced-labour'),
        'taken-out-of-pakistan',
        'exploited-abroad',
      ],
    },
    class: ['TIP'],
    sections: ['PTPA 3(1)', 'PTPA 4(c)'],
    never: ['EO 22(b)', 'PSMA', 'BLSAA'],
    agency: 'fia',
  },
  {
    title: 'women promised work in a salon, sold to a house in Karachi',
    sheet: {
      conduct: { from: '2023-08', until: '2023-10' },
      provinces: ['PK-SD', 'PK-PB'],
      persons: [accused('recruiter'), accused('keeper'), victim('woman', 'female', 21)],
      facts: [
        ...by('recruiter', 'recruited', 'false-promise', 'transported', 'provided'),
        ...by('keeper', 'obtained', 'harboured', 'confined-or-guarded', 'commercial-sex'),
        'moved-within-pakistan',
      ],
    },
    class: ['TIP'],
    sections: ['PTPA 3(2)', 'PPC 371A', 'PPC 371B', 'PPC 342'],
    never: ['EO', 'PSMA', 'PPC 364A'],
    agency: 'police',
  },
  {
    title: 'coal miners held by an advance in 2016',
    sheet: {
      conduct: { from: '2016-04', until: '2017-02' },
      provinces: ['PK-BA'],
      persons: [accused('contractor'), victim('miner', 'male', 26)],
      facts: ['recruited', 'harboured', 'advance-paid', 'forced-labour', 'debt-as-control', 'wages-withheld'],
    },
    class: ['BONDED'],
    sections: ['BLSAA 11', 'BLSAA 12', 'PPC 374', 'PPC 369A'],
    never: ['PTPA'],
    agency: 'police',
  },
  {
    title: 'boys of five sent to the Gulf as jockeys in 2004',
    sheet: {
      conduct: { from: '2004-01', until: '2005-03' },
      provinces: ['PK-PB'],
      persons: [accused('agent'), victim('boy', 'male', 5)],
      facts: ['recruited', 'transported', 'taken-out-of-pakistan', 'servitude', 'exploited-abroad', 'fee-taken-for-work-abroad'],
    },
    class: ['TIP_PRE_2018'],
    sections: ['PACHTO 3(i)'],
    never: ['PTPA', 'BLSAA', 'PPC 369A'],
    agency: 'fia',
  },
  {
    title: 'seized by the smuggler on the way and freed for money',
    sheet: {
      conduct: { from: '2022-03', until: '2022-04' },
      provinces: ['PK-BA'],
      persons: [accused('smuggler'), victim('man', 'male', 22)],
      facts: ['transported', 'border-crossed-illegally', 'taken-out-of-pakistan', 'fee-taken-for-work-abroad', 'abducted', 'confined-or-guarded', 'physical-force', 'ransom-demanded'],
    },
    class: ['SMUGGLING', 'KIDNAP_RANSOM'],
    sections: ['PSMA 3', 'PSMA 6', 'PPC 365A', 'PPC 342'],
    never: ['PTPA 3(2)', 'BLSAA'],
    agency: 'fia',
  },
  {
    title: 'a girl of fifteen married in Sindh with her parents’ consent',
    sheet: {
      conduct: { from: '2021-11-20' },
      provinces: ['PK-SD'],
      persons: [accused('groom'), victim('girl', 'female', 15)],
      facts: ['marriage-of-child'],
      ruledOut: ['physical-force', 'abducted'],
    },
    class: ['FORCED_MARRIAGE'],
    sections: ['CHILD SCMRA'],
    never: ['PTPA', 'CHILD CMRA 4-6', 'PPC 365B'],
    agency: 'police',
  },
  {
    title: 'a boy of twelve in a car workshop in Lahore who goes home at night',
    sheet: {
      conduct: { from: '2024-01', until: '2024-03' },
      provinces: ['PK-PB'],
      persons: [accused('owner'), victim('boy', 'male', 12)],
      facts: ['child-works', 'hazardous-work'],
      ruledOut: ['forced-labour', 'confined-or-guarded', 'physical-force', 'debt-bondage'],
    },
    class: ['CHILD_LABOUR'],
    sections: ['CHILD PRECA 11(a)'],
    never: ['PTPA', 'BLSAA', 'CHILD ECA 3', 'PPC'],
    agency: 'police',
  },
] // biome-ignore format: facts read best in rows

describe.each(cases.map((one) => [one.title, one] as const))('%s', (_title, one) => {
  const read = readSheet(one.sheet, law, '2026-11-26')
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  const answer = answerSheet(read.sheet, read.file, law)
  const proposed = answer.proposals.map((proposal) => proposal.cited)

  test('is put into the right class', () => {
    expect(answer.class.toSorted()).toEqual(one.class.toSorted())
  })

  test('finds the sections that the law gives', () => {
    expect(one.sections.filter((section) => !proposed.includes(section))).toEqual([])
  })

  test('proposes nothing that does not belong there', () => {
    const wrong = proposed.filter((cited) =>
      one.never.some(
        (never) =>
          cited === never || cited.startsWith(`${never}(`) || cited.startsWith(`${never} `),
      ),
    )
    expect(wrong).toEqual([])
  })

  test('goes to the right agency', () => {
    expect(answer.leadAgency.agency).toBe(one.agency)
  })
})
