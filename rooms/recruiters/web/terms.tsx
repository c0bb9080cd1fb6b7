import { Link } from 'react-router'
import type { ProblemError } from '../../../web/workspace/api.ts'
import {
  asBoolean,
  asCount,
  CodeField,
  TextField,
  triState,
} from '../../../web/workspace/fields.tsx'
import { DataTable, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { currencies, occupations } from '../job-order.ts'
import type { Compared, Terms } from '../substitution.ts'
import type { FoundTermsView } from './job-order-answers.ts'
import styles from './recruiters.module.css'

/** Terms as they stand in the fields. */
export type TermsTyped = { [term in keyof Terms]: string }

export const emptyTerms: TermsTyped = {
  wage: '',
  currency: '',
  hoursADay: '',
  contractMonths: '',
  occupation: '',
  housing: 'unknown',
  food: 'unknown',
  returnTicket: 'unknown',
}

export const typedTerms = (terms: Terms): TermsTyped => {
  const three = (value: boolean | null) => (value === null ? 'unknown' : value ? 'yes' : 'no')
  return {
    wage: String(terms.wage ?? ''),
    currency: terms.currency ?? '',
    hoursADay: String(terms.hoursADay ?? ''),
    contractMonths: String(terms.contractMonths ?? ''),
    occupation: terms.occupation ?? '',
    housing: three(terms.housing),
    food: three(terms.food),
    returnTicket: three(terms.returnTicket),
  }
}

export const termsBody = (typed: TermsTyped) => ({
  wage: asCount(typed.wage),
  currency: typed.currency || null,
  hoursADay: asCount(typed.hoursADay),
  contractMonths: asCount(typed.contractMonths),
  occupation: typed.occupation || null,
  housing: asBoolean(typed.housing),
  food: asBoolean(typed.food),
  returnTicket: asBoolean(typed.returnTicket),
})

/** Fields for every term; `under` is where the server names their faults, `required` the three a demand needs. */
export function TermFields(of: {
  typed: TermsTyped
  change: (to: Partial<TermsTyped>) => void
  problem: ProblemError | undefined
  under: string
  required?: boolean
}) {
  const { t } = useWords()
  const { typed, problem, required = false } = of
  const shared = (name: keyof Terms) => ({
    name: `${of.under}${name}`,
    label: t(`recruiters.term.${name}`),
    problem,
    value: typed[name],
    set: (value: string) => of.change({ [name]: value }),
  })
  return (
    <>
      <CodeField
        {...shared('occupation')}
        codes={occupations}
        words="recruiters.occupation"
        required={required}
      />
      <div className={styles.pair}>
        <TextField {...shared('wage')} inputMode="numeric" dir="ltr" required={required} />
        <CodeField
          {...shared('currency')}
          codes={currencies}
          words="recruiters.currency"
          required={required}
        />
        <TextField {...shared('hoursADay')} inputMode="numeric" dir="ltr" />
        <TextField {...shared('contractMonths')} inputMode="numeric" dir="ltr" />
      </div>
      <div className={styles.pair}>
        {(['housing', 'food', 'returnTicket'] as const).map((name) => (
          <CodeField key={name} {...shared(name)} codes={triState} words="recruiters.three" />
        ))}
      </div>
    </>
  )
}

/** One term in words: a sum with its money, hours, months, a kind of work, yes or no. */
export function useTermText() {
  const { t, number } = useWords()
  return (term: Compared['term'], value: string | number | boolean, currency?: string | null) => {
    if (typeof value === 'boolean') return t(value ? 'work.yes' : 'work.no')
    if (typeof value === 'string') return t(`recruiters.occupation.${value}`)
    if (term === 'wage') return `${number(value)} ${currency ?? ''}`.trim()
    return t(`recruiters.term.${term}.value`, { count: value })
  }
}

/** What was promised beside what was found, the worse first. */
export function ComparedTable({ found }: { found: FoundTermsView }) {
  const { t } = useWords()
  const text = useTermText()
  const order = { worse: 0, 'other-currency': 1, kept: 2 }
  return (
    <DataTable
      caption={t('recruiters.found.title')}
      rows={found.compared.toSorted((a, b) => order[a.verdict] - order[b.verdict])}
      rowKey={(row) => row.term}
      empty={<p className={styles.soft}>{t('recruiters.found.nothing-to-compare')}</p>}
      columns={[
        {
          key: 'term',
          label: t('recruiters.found.term'),
          main: true,
          show: (row) => t(`recruiters.term-name.${row.term}`),
        },
        {
          key: 'promised',
          label: t('recruiters.found.promised'),
          show: (row) => <bdi>{text(row.term, row.promised, found.promisedCurrency)}</bdi>,
        },
        {
          key: 'found',
          label: t('recruiters.found.found'),
          show: (row) => <bdi>{text(row.term, row.found, found.terms.currency)}</bdi>,
        },
        {
          key: 'verdict',
          label: t('recruiters.found.verdict'),
          show: (row) => <Verdict row={row} />,
        },
      ]}
    />
  )
}

function Verdict({ row }: { row: Compared }) {
  const { t, number } = useWords()
  const tone = row.verdict === 'worse' ? 'danger' : row.verdict === 'kept' ? 'met' : 'partly'
  return (
    <>
      <Tag tone={tone}>{t(`recruiters.found.verdict.${row.verdict}`)}</Tag>{' '}
      {row.verdict === 'worse' && row.percent !== null && (
        <bdi className={styles.number} dir="ltr">
          {`${row.percent > 0 ? '+' : '−'}${number(Math.abs(row.percent))} %`}
        </bdi>
      )}
    </>
  )
}

/** Every worker who told, each with the complaint it stands in. */
export function FoundList({ found }: { found: readonly FoundTermsView[] }) {
  const { t } = useWords()
  return (
    <ul className={styles.choices}>
      {found.map((one) => (
        <li key={one.complaintId}>
          <p>
            {t('recruiters.complaint')}{' '}
            <Link to={`/recruiters/complaints/${one.complaintId}`}>
              <bdi>{one.complaintReference}</bdi>
            </Link>
          </p>
          <ComparedTable found={one} />
        </li>
      ))}
    </ul>
  )
}
