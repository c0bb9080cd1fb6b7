import type { Words } from '../../../web/workspace/words.tsx'

/** What the desk hands over in memory (rooms/reports/web/desk: ReportInHand); read with care. */
export interface ReportInHand {
  reportId: string
  reference: string
  receivedAt: string
  kind: string
  placeCode: string | null
  answers: Partial<Record<string, string | string[]>>
}

export interface Prefill {
  reportId: string | null
  title: string
  summary: string
  hasVictim: boolean
  hasAccused: boolean
  placeWords: string
}

// In the order in which an officer reads them; contact details stay with the report.
const told = ['what', 'where', 'when', 'signs', 'victim', 'recruiter'] as const

// Only a doubtful offer may have nobody in it yet.
const concernsSomebody = ['me', 'family', 'someone-i-know', 'someone-i-saw']

/** The first form of a case from the answers of a report: the reporter's words, under their questions. */
export function prefillOf({ t, knows }: Pick<Words, 't' | 'knows'>, report: ReportInHand): Prefill {
  const said = (key: string) => {
    const answer = report.answers[key]
    const parts = Array.isArray(answer) ? answer : answer ? [answer] : []
    return parts
      .map((part) => (knows(`answer.${key}.${part}`) ? t(`answer.${key}.${part}`) : part))
      .join(t('cases.comma'))
  }
  const asked = (key: string) =>
    knows(`desk.short.${key}`) ? t(`desk.short.${key}`) : t(`question.${key}`)
  const kind = [`answer.kind.${report.kind}`, `kind.${report.kind}`].find(knows)
  return {
    reportId: report.reportId,
    title: kind ? t(kind) : '',
    summary: told
      .filter((key) => said(key))
      // The story needs no title: the field it goes into is called "what happened".
      .map((key) => (key === 'what' ? said(key) : `${asked(key)}\n${said(key)}`))
      .join('\n\n'),
    hasVictim: Boolean(said('victim')) || concernsSomebody.includes(String(report.answers.about)),
    hasAccused: Boolean(said('recruiter')),
    placeWords: said('where'),
  }
}
