/** A call made to a helpline to see whether it answers. */
export interface HelplineCall {
  /** The number that was called. */
  number: string
  /** Calendar day in Pakistan. */
  calledOn: string
  answered: boolean
}

/** Days after which a call says too little about today. */
export const CALL_AGAIN_DAYS = 180
const OLDEST_DAYS = 365
const DAY = 86_400_000

const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY

/** A call of tomorrow has not been made; one of years ago verifies nothing. */
export function faultOfCall(calledOn: string, today: string): string | undefined {
  const days = daysBetween(calledOn, today)
  if (!(days >= 0)) return 'call-not-made-yet'
  return days > OLDEST_DAYS ? 'call-too-old' : undefined
}

/** The latest call to a number, and the last one that was answered where the latest was not. */
export function verificationOf<Call extends HelplineCall>(
  number: string,
  calls: readonly Call[],
): { latest: Call | undefined; lastAnswered: Call | undefined } {
  const own = calls
    .filter((call) => call.number === number)
    .sort((a, b) => (a.calledOn < b.calledOn ? 1 : a.calledOn > b.calledOn ? -1 : 0))
  return { latest: own[0], lastAnswered: own.find(({ answered }) => answered) }
}

/** Whether somebody should call a number again: nobody did, nobody answered, or it is long ago. */
export function isDueForACall(latest: HelplineCall | undefined, today: string): boolean {
  if (!latest?.answered) return true
  return daysBetween(latest.calledOn, today) > CALL_AGAIN_DAYS
}
