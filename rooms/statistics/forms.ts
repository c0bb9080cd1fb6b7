import type { Fact } from '../cases/door.ts'

/** Where a line of the crosswalk comes from: read in the standard, or proposed from memory. */
export type CrosswalkGrade = 'official-copy' | 'memory'

export interface FormCode {
  /** HTCDS 2.0 vic_TypeOfExploitation (IOM, CC BY 4.0; read in the standard's repository). */
  htcds: string
  /** HTCDS 2.0 vic_MethodsOfControl, where the form is told apart only by it. */
  htcdsControl?: string
  /** Column names of the CTDC global dataset; which value goes where is from memory. */
  ctdc: readonly string[]
  sdg: SdgForm
  grade: CrosswalkGrade
}

/** Forms of SDG indicator 16.2.2 (custodian UNODC; the four categories are from memory). */
export const sdgForms = ['sexual', 'labour', 'organ', 'other', 'not-recorded'] as const
export type SdgForm = (typeof sdgForms)[number]

/** The forms of exploitation that an allegation can state, in the codes of the standards. */
export const forms = {
  'forced-labour': {
    htcds: 'ForcedLabour',
    ctdc: ['isForcedLabour'],
    sdg: 'labour',
    grade: 'official-copy',
  },
  'debt-bondage': {
    htcds: 'ForcedLabour',
    htcdsControl: 'DebtBondage',
    ctdc: ['isForcedLabour', 'meansOfControlDebtBondage'],
    sdg: 'labour',
    grade: 'memory',
  },
  servitude: {
    htcds: 'Servitude',
    ctdc: ['isSlaveryAndPractices'],
    sdg: 'labour',
    grade: 'memory',
  },
  slavery: { htcds: 'Servitude', ctdc: ['isSlaveryAndPractices'], sdg: 'labour', grade: 'memory' },
  'commercial-sex': {
    htcds: 'SexualExploitation',
    ctdc: ['isSexualExploit'],
    sdg: 'sexual',
    grade: 'official-copy',
  },
  'forced-begging': {
    htcds: 'ForcedBegging',
    ctdc: ['typeOfLabourBegging'],
    sdg: 'other',
    grade: 'memory',
  },
  'forced-criminality': {
    htcds: 'Other',
    ctdc: ['typeOfLabourIllicitActivities'],
    sdg: 'other',
    grade: 'memory',
  },
  'forced-marriage': {
    htcds: 'ForcedMarriage',
    ctdc: ['isForcedMarriage'],
    sdg: 'other',
    grade: 'official-copy',
  },
  'organ-removal': {
    htcds: 'OrganRemoval',
    ctdc: ['isOrganRemoval'],
    sdg: 'organ',
    grade: 'official-copy',
  },
} as const satisfies Partial<Record<Fact, FormCode>>

export type Form = keyof typeof forms
export const formCodes = Object.keys(forms) as Form[]

export function isForm(code: string): code is Form {
  return Object.hasOwn(forms, code)
}

/** HTCDS codes of several forms, each once, in the order of our list; empty where none is recorded. */
export function htcdsOf(codes: readonly string[]): string[] {
  return [...new Set(inOrder(codes).map((form) => forms[form].htcds as string))]
}

export function ctdcOf(codes: readonly string[]): string[] {
  return [...new Set(inOrder(codes).flatMap((form) => forms[form].ctdc as readonly string[]))]
}

export function sdgOf(codes: readonly string[]): SdgForm[] {
  const found = [...new Set(inOrder(codes).map((form): SdgForm => forms[form].sdg))]
  return found.length ? found : ['not-recorded']
}

function inOrder(codes: readonly string[]): Form[] {
  return formCodes.filter((form) => codes.includes(form))
}
