import { createHash, timingSafeEqual } from 'node:crypto'
import { Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import { dayInPakistan } from '../../core/days.ts'
import type { House } from '../../core/house.ts'
import { Problem } from '../../core/problem.ts'
import { FileAnswer, type Route, route } from '../../core/routes.ts'
import { checkAgentIn } from './check-agent.ts'
import { strict } from './shapes.ts'
import { ANSWERS_AN_HOUR, answerTo, isUrdu, type Message, textOf } from './sms.ts'
import { becomeSystem, countLately, findAnswer, keepAnswer } from './sms-records.ts'

export const smsRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/recruiters/sms',
    name: 'recruiters.answer-sms',
    summary:
      'Checks an agent by SMS: the post-url of a Kannel gateway (text in the body, sender in X-Kannel-From)',
    who: 'anyone',
    query: strict({ key: Type.String({ maxLength: 200 }) }),
    raw: 4096,
    rateLimit: { max: 3000, per: 'minute' },
    answer: 'file',
    async act({ db, house, query, body, request, now }) {
      admitGateway(house, query.key)
      const header = (name: string) => String(request.headers[name] ?? '')
      const from = header('x-kannel-from')
      const text = textOf(body, header('content-type'))
      const id = header('x-kannel-id') || digest(from, header('x-kannel-time'), text)
      const answer = await answerOnce(db, house, { from, text, id }, now)
      return new FileAnswer({ type: 'text/plain; charset=utf-8', bytes: answer })
    },
  }),
]

function admitGateway(house: House, key: string): void {
  const { smsKey } = house.config
  if (!smsKey) throw new Problem('absent', 'recruiters/sms-not-set-up')
  const same = timingSafeEqual(Buffer.from(digest(key)), Buffer.from(digest(smsKey)))
  if (!same) throw new Problem('forbidden', 'recruiters/not-the-gateway')
}

/** Answers a message once: a repeat gets the first answer, a flood gets silence. */
async function answerOnce(db: Db, house: House, message: Message, now: Date): Promise<string> {
  await becomeSystem(db)
  const earlier = await findAnswer(db, message.id)
  if (earlier !== undefined) return earlier
  const senderIndex = house.fields.index('phone', message.from)
  const language = isUrdu(message.text) ? 'ur' : 'roman'
  const silent = (await countLately(db, senderIndex)) >= ANSWERS_AN_HOUR
  const { key, answer } = silent
    ? { key: 'silent', answer: '' }
    : await composed(db, house, message.text, language, now)
  await keepAnswer(db, { id: message.id, senderIndex, language, outcome: key, answer })
  return answer
}

async function composed(db: Db, house: House, text: string, language: 'ur' | 'roman', now: Date) {
  const checked = await checkAgentIn(db, text, dayInPakistan(now))
  const { key, values, of } = answerTo(checked)
  const t = house.words.t('ur')
  const name = of ? (language === 'ur' ? of.licensee.name.ur : of.licensee.name.en) : ''
  const status = of ? t(`recruiters.sms.${language}.status.${of.status}`) : ''
  return { key, answer: t(`recruiters.sms.${language}.${key}`, { ...values, name, status }) }
}

function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('base64url')
}
