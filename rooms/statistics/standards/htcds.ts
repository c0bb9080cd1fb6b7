/** HTCDS 2.0 vic_TypeOfExploitation (IOM, CC BY 4.0), in the order of the standard. */
export const htcdsForms = [
  'ForcedLabour',
  'SexualExploitation',
  'ChildLabour',
  'ForcedMarriage',
  'Servitude',
  'ForcedMilitaryByNonStateActors',
  'OrganRemoval',
  'ForcedBegging',
  'ForcedAdoption',
  'Surrogacy',
  'Other',
] as const
export type HtcdsForm = (typeof htcdsForms)[number]

/** How well a line of a crosswalk is known. */
export type CrosswalkGrade = 'official-copy' | 'memory' | 'proposal'

/** Where a code of HTCDS goes in another standard, or why it goes nowhere. */
export type Goes<To extends string> =
  | { to: To; grade: CrosswalkGrade }
  | { none: 'no-code' | 'text-not-read'; grade: CrosswalkGrade }

/** A crosswalk of forms has a place or a reason for every code; the compiler counts them. */
export type FormCrosswalk<To extends string> = Record<HtcdsForm, Goes<To>>

export function isHtcdsForm(code: string): code is HtcdsForm {
  return (htcdsForms as readonly string[]).includes(code)
}

/** HTCDS 2.0 prs_Gender in the codes of SDMX CL_SEX (IAEG-SDGs 1.0). */
export const sdmxSexOf: Record<string, 'F' | 'M' | '_O' | '_U'> = {
  Feminine: 'F',
  Masculine: 'M',
  TransgenderFeminine: '_O',
  TransgenderMasculine: '_O',
  NonConforming: '_O',
  NonSpecifiedUnknown: '_U',
}
