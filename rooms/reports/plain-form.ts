import { createHash } from 'node:crypto'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { Problem } from '../../core/problem.ts'
import { campaignCodeIn } from '../guide/door.ts'
import { desksFor } from './desk-choice.ts'
import { getReceiptSalt, listOpenDesks } from './directory-records.ts'
import { fileReport } from './filing.ts'
import { nodeStretch } from './node-stretch.ts'
import { type Answers, officialOf, type Question, questions } from './questions.ts'
import { findMailboxOf } from './records.ts'
import { type ReportKind, reportKinds } from './report.ts'
import { rootOf } from './root.ts'
import { fromBase64 } from './sealing/bytes.ts'
import { mailboxOf, RECEIPT_DIGITS, type Stretch } from './sealing/receipt.ts'
import { sealReport } from './sealing/reporter.ts'
import type { SubmitAnswer } from './shapes.ts'

export type Form = Record<string, string | string[] | undefined>

export interface SealedOnArrival extends SubmitAnswer {
  /** 24 digits; shown once, on the page that answers, and kept nowhere. */
  receipt: string
}

/**
 * Files a report from the form without JavaScript: the server sees the words for a moment, seals
 * them with the same protocol, and forgets them and the receipt. The page says so before it asks.
 *
 * `form` has the questions by their keys, `desk` (optional), `language`, and `once`: at least
 * 22 random letters made with the page, so that a form sent twice is one report with one receipt.
 */
export async function sealOnArrival(
  house: House,
  db: Db,
  form: Form,
  slow: Stretch = nodeStretch,
): Promise<SealedOnArrival> {
  const now = house.now()
  const answers = answersFrom(form)
  const once = one(form.once) ?? ''
  if (once.length < 22) throw new Problem('input', 'reports/form-too-old')
  if (!Object.keys(answers).length) throw new Problem('input', 'reports/nothing-said')
  const via = campaignCodeIn(one(form.via))
  const routing = { ...routingOf(answers, one(form.language)), ...(via && { cameBy: via }) }
  const desks = desksFor(await listOpenDesks(db, now), {
    ...routing,
    official: officialOf(answers.official),
  })
  const desk = desks.find((open) => open.id === one(form.desk)) ?? desks[0]
  if (!desk) throw new Problem('conflict', 'reports/no-desk-open')
  const receipt = receiptOf(house, once, answers)
  const mailbox = await mailboxOf(receipt, fromBase64(await getReceiptSalt(db)), slow)
  const earlier = await findMailboxOf(db, mailbox)
  if (earlier) return { receipt, ...earlier }
  const sealed = await sealReport({
    desk,
    root: rootOf(house),
    mailbox,
    routing,
    answers,
    files: [],
    now,
  })
  return { receipt, ...(await fileReport(db, sealed.id, sealed.body, now, true)) }
}

/**
 * The receipt of a form that is sent again must be the one of the first time, and no page can
 * remember it. So it follows from the form's own random mark and its answers under the house's
 * secret key: none of these is kept, so nobody can make it again from what is.
 */
function receiptOf(house: House, once: string, answers: Answers): string {
  const seed = house.fields.index('account', `receipt\0${once}\0${JSON.stringify(answers)}`)
  let digits = ''
  for (let round = 0; digits.length < RECEIPT_DIGITS; round++) {
    for (const byte of createHash('sha256').update(`${seed}\0${round}`).digest()) {
      if (byte < 250 && digits.length < RECEIPT_DIGITS) digits += byte % 10
    }
  }
  return digits
}

/** The answers of a form, held to the questions: an answer that is too long is refused, not cut. */
export function answersFrom(form: Form): Answers {
  const answers: Answers = {}
  const fields: Record<string, string> = {}
  for (const question of questions as readonly Question[]) {
    const given = [form[question.key]]
      .flat()
      .filter((text) => text !== undefined && text.trim() !== '') as string[]
    if (!given.length) continue
    const fault = faultIn(question, given)
    if (fault) fields[question.key] = fault
    else answers[question.key as keyof Answers] = question.kind === 'many' ? given : given[0]!
  }
  if (Object.keys(fields).length)
    throw new Problem('input', 'reports/answers-not-as-asked', { fields })
  return answers
}

function faultIn(question: Question, given: readonly string[]): string | undefined {
  if (question.codes && given.some((code) => !question.codes!.includes(code)))
    return 'reports/not-a-choice'
  if (question.kind !== 'many' && given.length > 1) return 'reports/not-a-choice'
  if (question.longest && given[0]!.length > question.longest) return 'reports/too-long'
  return undefined
}

function routingOf(answers: Answers, language: string | undefined) {
  const kind =
    reportKinds.find((code) => code === answers.kind) ?? ('not-sure' satisfies ReportKind)
  return {
    kind,
    placeCode: typeof answers.place === 'string' ? answers.place : null,
    dangerNow: answers.danger === 'yes',
    language: /^[a-z]{2,3}$/.test(language ?? '') ? language! : 'ur',
  }
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}
