import type { House } from '../../core/house.ts'
import { hex, sha256, utf8 } from '../../libraries/transparency-log/index.ts'
import { publicLog, transactionOf } from './logs.ts'
import { noticeText } from './notice.ts'

/**
 * After a backup had to be restored the log is shorter than what it has signed, and it refuses to go
 * on: rightly. This lets it go on under a new name, with a public line that says so; its witnesses
 * must be told, and whoever has kept the old log can show what is missing.
 */
export async function renewLog(house: House, reason: string) {
  return transactionOf(house)(async (query) => {
    const head = await publicLog.getHead(query)
    const [, stem, number] = /^(.*?)(?:\.(\d+))?$/.exec(head.origin)!
    const origin = `${stem}.${Number(number ?? 1) + 1}`
    await query(
      `update oversight.log set origin = $1, note = null, signed_size = 0 where name = 'public'`,
      [origin],
    )
    await query(`delete from oversight.log_checkpoint where log = 'public'`)
    const at = house.now()
    const mark = hex(sha256(utf8(reason))).slice(0, 16)
    const line = noticeText({
      kind: 'renewed',
      at,
      more: { before: head.origin, size: String(head.size), reason: mark },
    })
    await publicLog.enqueue(query, { key: `renewed/${origin}`, entry: utf8(line) })
    return { origin, before: head.origin, size: head.size }
  })
}
