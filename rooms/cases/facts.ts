/**
 * The coded facts that an allegation can state. Charges reads them as elements of an offence,
 * screening feeds them, statistics counts them: one list, so that a fact is coded once.
 * HTCDS codes: IOM Human Trafficking Case Data Standard 2.0 (CC BY 4.0).
 */
export const factKinds = ['act', 'means', 'purpose', 'aggravation', 'movement', 'money'] as const
export type FactKind = (typeof factKinds)[number]

export interface FactMeaning {
  kind: FactKind
  /** The HTCDS variable and value this fact is exported as, where the standard has one. */
  htcds?: readonly [variable: string, value: string]
}

export const facts = {
  recruited: { kind: 'act' },
  transported: { kind: 'act' },
  harboured: { kind: 'act' },
  provided: { kind: 'act' },
  obtained: { kind: 'act' },

  'physical-force': { kind: 'means', htcds: ['vic_MethodsOfControl', 'PhysicalAbuse'] },
  'sexual-violence': { kind: 'means', htcds: ['vic_MethodsOfControl', 'SexualAbuse'] },
  'threat-of-harm': { kind: 'means', htcds: ['vic_MethodsOfControl', 'PhysicalThreats'] },
  'threat-to-family': { kind: 'means', htcds: ['vic_MethodsOfControl', 'ThreatensChildrenFamily'] },
  'threat-of-authorities': {
    kind: 'means',
    htcds: ['vic_MethodsOfControl', 'ThreatsLawEnforcement'],
  },
  'confined-or-guarded': { kind: 'means', htcds: ['vic_MethodsOfControl', 'Other'] },
  abducted: { kind: 'means' },
  'false-promise': { kind: 'means', htcds: ['vic_MethodsOfControl', 'FalsePromises'] },
  'debt-as-control': { kind: 'means', htcds: ['vic_MethodsOfControl', 'DebtBondage'] },
  'wages-withheld': { kind: 'means', htcds: ['vic_MethodsOfControl', 'TakesEarnings'] },
  'documents-withheld': { kind: 'means', htcds: ['vic_MethodsOfControl', 'WithholdsDocuments'] },
  'psychological-pressure': {
    kind: 'means',
    htcds: ['vic_MethodsOfControl', 'PsychologicalAbuse'],
  },
  'vulnerability-abused': { kind: 'means' },

  'forced-labour': { kind: 'purpose', htcds: ['vic_TypeOfExploitation', 'ForcedLabour'] },
  'debt-bondage': { kind: 'purpose', htcds: ['vic_TypeOfExploitation', 'ForcedLabour'] },
  servitude: { kind: 'purpose', htcds: ['vic_TypeOfExploitation', 'Servitude'] },
  slavery: { kind: 'purpose', htcds: ['vic_TypeOfExploitation', 'Servitude'] },
  'forced-begging': { kind: 'purpose', htcds: ['vic_TypeOfExploitation', 'ForcedBegging'] },
  'forced-criminality': { kind: 'purpose', htcds: ['vic_TypeOfExploitation', 'Other'] },
  'commercial-sex': { kind: 'purpose', htcds: ['vic_TypeOfExploitation', 'SexualExploitation'] },
  'forced-marriage': { kind: 'purpose', htcds: ['vic_TypeOfExploitation', 'ForcedMarriage'] },
  'organ-removal': { kind: 'purpose', htcds: ['vic_TypeOfExploitation', 'OrganRemoval'] },

  'serious-injury': { kind: 'aggravation' },
  'life-threatening-illness': { kind: 'aggravation' },
  death: { kind: 'aggravation' },
  'organised-group': { kind: 'aggravation' },
  'travel-document-taken': { kind: 'aggravation' },
  'repeat-offence': { kind: 'aggravation' },

  'taken-out-of-pakistan': { kind: 'movement' },
  'brought-into-pakistan': { kind: 'movement' },
  'moved-within-pakistan': { kind: 'movement' },
  'border-crossed-illegally': { kind: 'movement' },

  'fee-taken-for-work-abroad': { kind: 'money' },
  'no-promoter-licence': { kind: 'money' },
  'ransom-demanded': { kind: 'money' },
  'advance-paid': { kind: 'money' },
} as const satisfies Record<string, FactMeaning>

export type Fact = keyof typeof facts
export const factCodes = Object.keys(facts) as Fact[]

/** How sure an allegation is: from what one person said to what a court found. */
export const certainties = ['said', 'supported', 'documented', 'established', 'disputed'] as const
export type Certainty = (typeof certainties)[number]

/** What an allegation rests on. */
export const restings = [
  'report',
  'statement',
  'document',
  'chat',
  'observation',
  'medical',
  'other',
] as const
export type Resting = (typeof restings)[number]
