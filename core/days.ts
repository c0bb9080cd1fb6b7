const inPakistan = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Karachi',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The calendar day in Pakistan, as '2026-11-09': days here begin and end there. */
export function dayInPakistan(at: Date): string {
  return inPakistan.format(at)
}
