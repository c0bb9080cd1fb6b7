/** How a report stands at the desk that holds it, as far as it decides who may act on it. */
export interface Allocation {
  holderId: string | null
  /** By lot or by a supervisor's hand at this desk: nobody has chosen himself. */
  given: boolean
  /** The desk draws lots, and the draw for this report has not been made. */
  waitsForDraw: boolean
}

/** Where lots are drawn nobody takes a report by himself; where nobody could be drawn, or no lot is drawn, he may. */
export function mayTake({ holderId, given, waitsForDraw }: Allocation): boolean {
  return !waitsForDraw && !(given && holderId !== null)
}

/** Only who was drawn decides: otherwise the lot would decide nothing. */
export function mayDecide(allocation: Allocation, personId: string): boolean {
  if (allocation.waitsForDraw) return false
  return !allocation.given || allocation.holderId === null || allocation.holderId === personId
}
