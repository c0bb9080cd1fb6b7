/** Why a case that is not one's own must be read now. */
export const glassReasons = [
  'danger-to-life',
  'child-at-risk',
  'holder-unreachable',
  'court-order',
] as const
export type GlassReason = (typeof glassReasons)[number]

export const glassHours = 24
