/** Who said that somebody is made to pay: for a report, or for the case that came of it. */
export const raisers = ['reporter', 'desk', 'case-worker'] as const
export type Raiser = (typeof raisers)[number]

/** What the oversight body did about it. */
export const retaliationMeasures = [
  'protection-arranged',
  'moved-to-another-desk',
  'unit-warned',
  'inspection-ordered',
  'reporter-advised',
  'could-not-be-checked',
] as const
export type RetaliationMeasure = (typeof retaliationMeasures)[number]
