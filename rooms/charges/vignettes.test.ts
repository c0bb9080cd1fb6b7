import { describe, expect, test } from 'vitest'
import { assess } from './assess.ts'
import type { Investigator } from './investigator.ts'
import { law } from './library.ts'
import { type Sketch, sheet } from './sheet-for-tests.ts'

/**
 * Published, court and teaching cases coded as fact sheets in our own words, with the sections
 * and the agency that courts, prosecutors or the teaching material name for them. Made-up people.
 */
interface Vignette {
  title: string
  source: string
  facts: Sketch
  /** Proposed, met or with one gap named: the section must be there. */
  expected: string[]
  met?: string[]
  /** Acts or sections that may not be proposed. */
  never: string[]
  agency: Investigator
  boundary?: boolean
}

const vignettes: Record<string, Vignette> = {
  V01: {
    title: 'a girl of thirteen, beaten and locked in as a house maid in Islamabad',
    source:
      'https://www.thenews.com.pk/print/1099156-maid-torture-case-punjab-wants-anti-human-trafficking-law-added-to-fir',
    facts: {
      from: '2023-01-10',
      until: '2023-07-23',
      provinces: ['PK-IS'],
      victims: { girl: { sex: 'female', age: 13 } },
      facts: [
        'harboured',
        'obtained',
        'physical-force',
        'confined-or-guarded',
        'servitude',
        'serious-injury',
        'moved-within-pakistan',
        'threat-of-harm',
      ],
      no: ['advance-paid'],
    },
    expected: ['PTPA 3(2)', 'PTPA 4(a)', 'PPC 328A', 'PPC 342', 'PPC 506'],
    met: ['PTPA 3(2)', 'PTPA 4(a)'],
    never: ['BLSAA', 'EO'],
    agency: 'police',
  },
  V03: {
    title: 'a family of fifteen held at a kiln, 2014 to September 2017',
    source: 'http://islamkiawaz.com/family-15-freed-bonded-labour-brick-kiln/',
    facts: {
      from: '2014-06-01',
      until: '2017-09-20',
      provinces: ['PK-IS'],
      victims: { man: { sex: 'male', age: 30 }, woman: { sex: 'female', age: 28 } },
      facts: [
        'harboured',
        'forced-labour',
        'wages-withheld',
        'confined-or-guarded',
        'threat-of-harm',
      ],
    },
    expected: ['PPC 344', 'PPC 374', 'PPC 506', 'PPC 369A'],
    never: ['PTPA'],
    agency: 'police',
  },
  V05: {
    title: 'forty-two people of a hari family held at a brick works in Sindh, July 2021',
    source:
      'https://www.urdupoint.com/en/pakistan/42-members-of-bonded-labour-family-freed-from-1297627.html',
    facts: {
      from: '2021-01-01',
      until: '2021-07-10',
      provinces: ['PK-SD'],
      accused: ['a', 'b'],
      victims: {
        man: { sex: 'male', age: 40 },
        woman: { sex: 'female', age: 35 },
        child: { sex: 'male', age: 9 },
      },
      facts: [
        'harboured',
        'confined-or-guarded',
        'debt-bondage',
        'advance-paid',
        'organised-group',
      ],
    },
    expected: [
      'PTPA 3(1)',
      'PTPA 3(2)',
      'PTPA 4(b)',
      'SBLA bonded labour',
      'PPC 342',
      'PPC 344',
      'PPC 374',
    ],
    never: ['BLSAA'],
    agency: 'police',
  },
  V07: {
    title: 'kiln workers taken back by the owner after a court freed them, 1988',
    source: 'https://www.internationallawyer.info/2013/09/what-is-concept-of-bonded-labor.html',
    facts: {
      from: '1988-05-01',
      until: '1988-07-30',
      facts: [
        'abducted',
        'harboured',
        'forced-labour',
        'confined-or-guarded',
        'advance-paid',
        'debt-as-control',
      ],
    },
    expected: ['PPC 374', 'PPC 342', 'PPC 344'],
    never: ['BLSAA', 'PTPA'],
    agency: 'police',
  },
  V09: {
    title: 'an Afghan family sold to a kiln near Attock in the mid-2000s',
    source: 'https://brecorder.com/news/amp/3022030',
    facts: {
      from: '2004-01-01',
      until: '2006-12-31',
      victims: { man: { sex: 'male', age: 45, citizenship: 'AFG' } },
      facts: [
        'obtained',
        'harboured',
        'slavery',
        'debt-bondage',
        'threat-of-harm',
        'confined-or-guarded',
      ],
    },
    expected: ['BLSAA 11', 'BLSAA 12', 'PPC 370', 'PPC 344'],
    never: ['PTPA'],
    agency: 'police',
  },
  V11: {
    title: 'sub-agents who flew young men out lawfully and put them on a boat, June 2023',
    source:
      'https://www.wionews.com/south-asia/greek-boat-tragedy-pakistan-officials-arrest-10-involved-in-human-trafficking-605924',
    facts: {
      from: '2023-03-01',
      until: '2023-06-14',
      provinces: ['PK-JK'],
      facts: [
        'recruited',
        'transported',
        'fee-taken-for-work-abroad',
        'no-promoter-licence',
        'taken-out-of-pakistan',
        'border-crossed-illegally',
        'death',
      ],
    },
    expected: ['PSMA 3', 'PSMA 6'],
    met: ['PSMA 3', 'PSMA 6'],
    never: ['PTPA'],
    agency: 'fia',
  },
  V13: {
    title: 'four men seized in Turkey by the smuggler’s brother, December 2016',
    source:
      'https://en.dailypakistan.com.pk/03-Jan-2017/fia-arrests-human-smugglers-involved-in-abduction-of-pakistanis-in-turkey',
    facts: {
      from: '2016-12-01',
      until: '2017-01-02',
      facts: [
        'recruited',
        'transported',
        'fee-taken-for-work-abroad',
        'no-promoter-licence',
        'taken-out-of-pakistan',
        'border-crossed-illegally',
        'abducted',
        'physical-force',
        'ransom-demanded',
      ],
    },
    expected: ['PPC 365A', 'EO 17(2)', 'EO 18(b)', 'EO 22(b)'],
    never: ['PSMA', 'PTPA'],
    agency: 'fia',
  },
  V15: {
    title: 'a hundred Afghans locked in a container at Quetta, April 2009',
    source: 'https://bhc.gov.pk/media/judgments/48.pdf',
    facts: {
      from: '2009-04-03',
      until: '2009-04-04',
      provinces: ['PK-BA'],
      victims: { man: { sex: 'male', age: 30, citizenship: 'AFG' } },
      facts: [
        'transported',
        'harboured',
        'brought-into-pakistan',
        'border-crossed-illegally',
        'fee-taken-for-work-abroad',
        'death',
      ],
    },
    expected: ['PACHTO 3(i)'],
    never: ['PTPA', 'PSMA'],
    agency: 'fia',
  },
  V17: {
    title: 'money for two Dubai visas that never came',
    source: 'PLJ 2019 Cr.C. 243',
    facts: {
      from: '2016-05-01',
      until: '2017-05-01',
      facts: ['fee-taken-for-work-abroad', 'no-promoter-licence', 'false-promise'],
    },
    expected: ['EO 17(2)', 'EO 22(b)'],
    met: ['EO 22(b)'],
    never: ['PTPA'],
    agency: 'fia',
  },
  V19: {
    title: 'sent to Malaysia, no work there, money to a third account',
    source: 'PLJ 2019 Cr.C. 270',
    facts: {
      from: '2016-05-01',
      until: '2018-01-01',
      facts: [
        'recruited',
        'transported',
        'fee-taken-for-work-abroad',
        'no-promoter-licence',
        'taken-out-of-pakistan',
        'false-promise',
      ],
      no: ['border-crossed-illegally'],
    },
    expected: ['EO 22(b)'],
    met: ['EO 22(b)'],
    never: ['PTPA', 'PSMA'],
    agency: 'fia',
  },
  V21: {
    title: 'a man posing as a promoter takes money for America',
    source: 'PLJ 2023 Cr.C.(Note) 125',
    facts: {
      from: '2011-06-01',
      until: '2012-01-01',
      facts: ['recruited', 'fee-taken-for-work-abroad', 'no-promoter-licence', 'false-promise'],
    },
    expected: ['EO 17(2)', 'EO 22(b)'],
    met: ['EO 22(b)'],
    never: ['PTPA'],
    agency: 'fia',
  },
  V23: {
    title: 'police jobs in Bahrain, only word of mouth',
    source: 'PLJ 2023 Cr.C.(Note) 136',
    facts: {
      from: '2022-02-01',
      until: '2022-03-01',
      facts: ['recruited', 'fee-taken-for-work-abroad', 'no-promoter-licence', 'false-promise'],
    },
    expected: ['EO 17(2)', 'EO 22(b)'],
    never: ['PTPA'],
    agency: 'fia',
  },
  V25: {
    title: 'money to go abroad, paid back with a cheque on a closed account',
    source: 'PLJ 2013 Cr.C.(Peshawar) 691',
    facts: {
      from: '2012-09-01',
      until: '2013-01-01',
      provinces: ['PK-KP'],
      facts: ['fee-taken-for-work-abroad', 'no-promoter-licence', 'false-promise'],
    },
    expected: ['EO 17(2)', 'EO 18(b)', 'EO 22(b)'],
    never: ['PTPA'],
    agency: 'fia',
  },
  V27: {
    title: 'sixteen relatives taken off a flight: half of the alms for the agent',
    source:
      'https://pakistanintheworld.pk/live/fia-foils-smuggling-of-women-to-saudi-arabia-suspected-beggar-family-also-offloaded-at-multan-airport/',
    facts: {
      from: '2023-09-20',
      until: '2023-09-30',
      victims: { child: { sex: 'female', age: 7 }, infant: { age: 1 } },
      facts: [
        'recruited',
        'transported',
        'forced-begging',
        'stopped-before-leaving',
        'no-promoter-licence',
      ],
    },
    expected: ['PTPA 3(2)', 'EO 17(2)'],
    met: ['PTPA 3(2)'],
    never: ['EO 17(1)'],
    agency: 'fia',
    boundary: true,
  },
  V29: {
    title: 'four women without a hotel, stopped at the airport',
    source:
      'https://pakistanintheworld.pk/live/fia-foils-smuggling-of-women-to-saudi-arabia-suspected-beggar-family-also-offloaded-at-multan-airport/',
    facts: {
      from: '2023-09-20',
      until: '2023-09-30',
      victims: { woman: { sex: 'female', age: 33 } },
      facts: ['transported', 'stopped-before-leaving'],
    },
    expected: [],
    never: ['PTPA', 'EO'],
    agency: 'undecided',
  },
  V31: {
    title: 'an online interview, then a guarded fraud centre in Cambodia',
    source:
      'https://www.pakistantoday.com.pk/2025/12/06/fia-cracks-down-on-network-trafficking-gb-citizens-into-forced-labour-in-cambodia/',
    facts: {
      from: '2025-06-01',
      until: '2025-11-30',
      provinces: ['PK-GB', 'PK-PB'],
      accused: ['a', 'b'],
      facts: [
        'recruited',
        'transported',
        'false-promise',
        'travel-document-taken',
        'confined-or-guarded',
        'forced-criminality',
        'forced-labour',
        'organised-group',
        'ransom-demanded',
        'fee-taken-for-work-abroad',
        'no-promoter-licence',
        'taken-out-of-pakistan',
      ],
    },
    expected: [
      'PTPA 3(1)',
      'PTPA 4(b)',
      'PTPA 4(c)',
      'EO 17(2)',
      'EO 18(b)',
      'EO 22(b)',
      'PPC 365A',
    ],
    met: ['PTPA 3(1)', 'PTPA 4(b)', 'PTPA 4(c)'],
    never: ['EO 17(1)'],
    agency: 'fia',
  },
  V33: {
    title: 'freed from fraud centres at the Myanmar border',
    source:
      'https://www.dawn.com/news/1959122/beware-your-dream-job-offer-can-be-a-nightmare-warns-fia',
    facts: {
      from: '2025-01-01',
      until: '2025-10-31',
      accused: [],
      facts: [
        'recruited',
        'false-promise',
        'confined-or-guarded',
        'forced-criminality',
        'taken-out-of-pakistan',
      ],
    },
    expected: ['PTPA 3(1)'],
    never: ['EO 17(1)'],
    agency: 'fia',
  },
  V35: {
    title: 'doctors about to perform an unlicensed transplant, Lahore 2011',
    source: 'https://archive.pakistantoday.com.pk/?p=145633',
    facts: {
      from: '2011-07-01',
      until: '2011-07-20',
      facts: ['organ-removal', 'confined-or-guarded'],
    },
    expected: ['THOTA 11', 'PPC 342'],
    never: ['PTPA'],
    agency: 'police',
  },
  V37: {
    title: 'given in marriage for money and made to beg',
    source: 'https://rsilpak.org/2022/an-introductory-insight-into-human-trafficking/',
    facts: {
      from: '2021-03-01',
      until: '2022-01-01',
      provinces: ['PK-SD', 'PK-BA'],
      victims: { woman: { sex: 'female', age: 20 } },
      facts: [
        'obtained',
        'forced-marriage',
        'forced-begging',
        'psychological-pressure',
        'vulnerability-abused',
        'moved-within-pakistan',
      ],
    },
    expected: ['PTPA 3(2)', 'PPC 498B'],
    met: ['PTPA 3(2)', 'PPC 498B'],
    never: ['PPC 371A', 'EO'],
    agency: 'police',
  },
  V39: {
    title: 'four schoolgirls sold by a rickshaw driver',
    source: 'https://www.pakistangendernews.org/four-missing-girls-recovered-from-sahiwal/',
    facts: {
      from: '2021-07-30',
      until: '2021-08-04',
      accused: ['driver', 'buyer'],
      victims: { younger: { sex: 'female', age: 8 }, older: { sex: 'female', age: 14 } },
      facts: [
        'transported',
        'provided',
        'false-promise',
        'commercial-sex',
        'organised-group',
        'moved-within-pakistan',
        { fact: 'obtained', accusedId: 'buyer' },
      ],
    },
    expected: ['PTPA 3(2)', 'PTPA 4(b)', 'PPC 371A', 'PPC 371B', 'PPC 366A', 'PPC 364A'],
    met: ['PTPA 3(2)', 'PTPA 4(b)', 'PPC 371A', 'PPC 371B'],
    never: [],
    agency: 'police',
  },
  V41: {
    title: 'girls taken to be raised for sale in another province',
    source: 'https://arynews.tv/en/lahore-police-gang-minor-girls-trade/',
    facts: {
      from: '2020-09-01',
      until: '2020-11-10',
      victims: { girl: { sex: 'female', age: 13 } },
      facts: [
        'abducted',
        'transported',
        'provided',
        'commercial-sex',
        'organised-group',
        'moved-within-pakistan',
      ],
    },
    expected: ['PTPA 3(2)', 'PTPA 4(b)', 'PPC 364A', 'PPC 371A'],
    met: ['PTPA 3(2)', 'PPC 364A'],
    never: [],
    agency: 'police',
  },
  V43: {
    title: 'a boy of sixteen beaten to death in a house in Lahore, July 2017',
    source:
      'https://archive.pakistantoday.com.pk/2017/07/15/domestic-compilers-murder-court-requested-to-cancel-bail-of-mpas-daughter/',
    facts: {
      from: '2013-07-01',
      until: '2017-07-12',
      victims: { boy: { sex: 'male', age: 12 }, sister: { sex: 'female', age: 8 } },
      facts: ['harboured', 'obtained', 'servitude', 'physical-force', 'death'],
    },
    expected: ['PPC 369A', 'PPC 374'],
    met: ['PPC 369A'],
    never: ['PTPA'],
    agency: 'police',
  },
  V45: {
    title: 'the fee is raised on the way and has to be worked off',
    source:
      'http://www.unodc.org/e4j/en/tip-and-som/module-11/key-issues/smuggling-of-migrants-or-trafficking-in-persons.html',
    facts: {
      facts: [
        'transported',
        'fee-taken-for-work-abroad',
        'border-crossed-illegally',
        'taken-out-of-pakistan',
        'debt-as-control',
        'debt-bondage',
      ],
    },
    expected: ['PSMA 3', 'PTPA 3(1)'],
    met: ['PSMA 3', 'PTPA 3(1)'],
    never: [],
    agency: 'fia',
  },
  V47: {
    title: 'very long days for no pay under armed guard',
    source:
      'https://unodc.org/e4j/zh/tip-and-som/module-6/key-issues/indicators-of-trafficking-in-persons.html',
    facts: { facts: ['harboured', 'forced-labour', 'wages-withheld', 'confined-or-guarded'] },
    expected: ['PTPA 3(1)', 'PPC 374', 'PPC 342'],
    met: ['PTPA 3(1)', 'PPC 374', 'PPC 342'],
    never: ['EO', 'PSMA'],
    agency: 'police',
  },
  V49: {
    title: 'children who cross to market with their parents',
    source:
      'https://unodc.org/e4j/zh/tip-and-som/module-6/key-issues/indicators-of-trafficking-in-persons.html',
    facts: { accused: [], victims: { child: { age: 9 } }, facts: ['brought-into-pakistan'] },
    expected: [],
    never: ['PTPA', 'PSMA', 'PPC'],
    agency: 'undecided',
  },
  V51: {
    title: 'a marriage of choice in Layyah, 2010',
    source: 'PLJ 2010 Lahore 676',
    facts: {
      from: '2010-03-01',
      victims: { woman: { sex: 'female' } },
      facts: [{ fact: 'abducted', certainty: 'disputed' }],
      no: ['forced-marriage', 'commercial-sex'],
    },
    expected: [],
    never: ['PPC 365B', 'PTPA'],
    agency: 'undecided',
  },
  V53: {
    title: 'deported only for overstaying',
    source: 'https://www.fia.gov.pk/faq',
    facts: {
      accused: [],
      facts: [],
      no: ['wages-withheld', 'documents-withheld', 'forced-labour'],
    },
    expected: [],
    never: ['EO', 'PTPA', 'PPC'],
    agency: 'undecided',
  },
  V55: {
    title: 'an unregistered village agent who collects passports and money',
    source: 'Emigration Ordinance 1979 ss. 17, 22; Emigration Rules 1979 r. 11',
    facts: {
      facts: ['recruited', 'fee-taken-for-work-abroad', 'no-promoter-licence', 'false-promise'],
    },
    expected: ['EO 22(b)', 'EO 17(2)', 'EO 17(4)'],
    met: ['EO 22(b)', 'EO 17(2)', 'EO 17(4)'],
    never: ['PTPA'],
    agency: 'fia',
  },
  V57: {
    title: 'a girl of twelve given to settle a killing',
    source: 'PPC 310A, 498B',
    facts: {
      victims: { girl: { sex: 'female', age: 12 } },
      facts: ['provided', 'forced-marriage', 'psychological-pressure'],
    },
    expected: ['PPC 310A', 'PPC 498B'],
    met: ['PPC 498B'],
    never: ['PTPA'],
    agency: 'police',
  },
}

describe.each(Object.entries(vignettes))('%s', (_, vignette) => {
  const { proposals, investigation } = assess(sheet(vignette.facts), law)
  const proposed = proposals.filter((one) => one.standing === 'proposed')
  const cited = new Set(proposed.map((one) => one.cited))

  test(`${vignette.title}: the sections that fit are proposed`, () => {
    expect([...cited]).toEqual(expect.arrayContaining(vignette.expected))
  })
  test(`${vignette.title}: what is proven by the facts is met`, () => {
    const met = proposed.filter((one) => one.finding === 'met').map((one) => one.cited)
    expect(met).toEqual(expect.arrayContaining(vignette.met ?? []))
  })
  test(`${vignette.title}: nothing is proposed that does not fit`, () => {
    const wrong = [...cited].filter((one) =>
      vignette.never.some((never) => one === never || one.startsWith(`${never} `)),
    )
    expect(wrong).toEqual([])
  })
  test(`${vignette.title}: the right agency`, () => {
    expect(investigation.agency).toBe(vignette.agency)
    if (vignette.boundary !== undefined) expect(investigation.boundary).toBe(vignette.boundary)
  })
})

test('all twenty-nine cases are held', () => {
  expect(Object.keys(vignettes)).toHaveLength(29)
})
