/** By what reports are told apart. */
export const dimensions = ['desk', 'district', 'accused', 'language', 'sex'] as const
export type AuditDimension = (typeof dimensions)[number]

/** What became of them: three shares, then two times. */
export const shareMeasures = ['case-opened', 'nothing-to-act-on', 'late'] as const
export type ShareMeasure = (typeof shareMeasures)[number]
export const timeMeasures = ['decision', 'answer'] as const
export const measures = [...shareMeasures, ...timeMeasures] as const
export type Measure = (typeof measures)[number]

export const isTime = (measure: Measure): measure is (typeof timeMeasures)[number] =>
  (timeMeasures as readonly string[]).includes(measure)

/** Among all comparisons of an audit: beyond chance; perhaps; not; or too few reports to say. */
export const verdicts = ['stands-out', 'worth-a-look', 'nothing', 'too-few'] as const
export type Verdict = (typeof verdicts)[number]

/** On which side of all others a group lies. */
export const marks = ['above', 'below', 'quicker', 'slower'] as const
export type Mark = (typeof marks)[number]
