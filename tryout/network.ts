import { asSystem } from '../core/database.ts'
import { dayInPakistan } from '../core/days.ts'
import type { RunningHouse } from '../main.ts'
import type { OpenedCase } from './open-case.ts'
import { findMark } from './open-case.ts'
import { staffDesk } from './staff-desk.ts'

const caller = { name: 'نعیم ساہی', phone: '0300 0000002' }
const agent = { name: 'خالدہ ایجنٹ', phone: '0300 0000019' }

/**
 * Two made-up people who stand in files of two agencies each: about one Karachi asks Gujrat and
 * waits; about the other Lahore has let Gujrat read its file, so that the pair can be judged.
 */
export async function loadRequests(
  running: Pick<RunningHouse, 'house' | 'app' | 'jobs'>,
): Promise<void> {
  const { house, jobs } = running
  // Who is known by what is learnt from events: first those.
  await jobs.settle()
  const desk = staffDesk(running)
  try {
    const list = (handle: string, side: string) =>
      desk.ask<{ items: { id: string; status: string; version: number }[] }>(
        handle,
        'GET',
        `/api/network/requests?side=${side}`,
      )
    const ask = async (
      handle: string,
      key: string,
      typed: object,
      purpose: string,
      words: string,
    ) => {
      if ((await list(handle, 'outgoing')).items.length) return
      const mark = await asSystem(house, (db) => findMark<OpenedCase>(db, `tryout-case/${key}`))
      const caseId = mark!.id
      const { elsewhere } = await desk.ask<{ elsewhere: { ask: string }[] }>(
        handle,
        'POST',
        '/api/network/hints',
        { caseId, typed },
      )
      const [found] = elsewhere
      // Cases that an older version of the try-out opened do not have these people.
      if (!found) return
      const body = { caseId, typed, ask: found.ask, purpose, words, urgent: false }
      await desk.ask(handle, 'POST', '/api/network/requests', body)
    }
    await ask(
      'investigator-karachi',
      'container',
      caller,
      'joint-investigation',
      'He called the families in Karachi for the money. Do you know where he is? (made up)',
    )
    await ask(
      'investigator-gujrat',
      'subagent',
      agent,
      'joint-investigation',
      'She is said to have found the first workers here as well. (made up)',
    )
    const holder = 'investigator-police-lahore'
    const waiting = (await list(holder, 'incoming')).items.find(({ status }) => status === 'asked')
    if (waiting)
      await desk.ask(holder, 'POST', `/api/network/requests/${waiting.id}/grant`, {
        given: 'file',
        answer: 'Read what the mother says of her. (made up)',
        until: dayInPakistan(new Date(house.now().getTime() + 60 * 86_400_000)),
        version: waiting.version,
      })
  } finally {
    await desk.leave()
  }
}
