import { useSearchParams } from 'react-router'
import { ListFilters, ListPage, ListTable } from '../../../web/workspace/list-page.tsx'
import { type Column, Due, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { papers, type RenewalList, type RenewalState, renewalLists } from '../renewal.ts'
import type { LicenseeView } from './answers.ts'
import { renewalTones } from './renewals.tsx'
import { LicenceState, LicenseeCell } from './state.tsx'

interface Row {
  id: string
  licensee: LicenseeView
  renewal: {
    appliedOn: string
    papers: string[]
    state: RenewalState
    decidedOn: string | null
    termUntil: string | null
  } | null
  open: number
}

/** Renewals that wait for a decision, the nearest end of a term first. */
export function RenewalsPage() {
  const { t } = useWords()
  const [query, setQuery] = useSearchParams()
  const asked = query.get('list')
  const list = renewalLists.find((one) => one === asked) ?? 'waiting'
  return (
    <ListPage<{ items: Row[] }>
      crumbs={[{ label: t('recruiters.title'), to: '/recruiters' }]}
      title={t('recruiters.renewals.list')}
      sub={t('recruiters.renewals.list.sub')}
      url={`/api/recruiters/renewals?list=${list}`}
      above={
        <ListFilters
          filters={[
            {
              label: t('recruiters.renewals.show'),
              codes: renewalLists,
              words: 'recruiters.renewals',
              value: list,
              set: (value) => setQuery({ list: value }, { replace: true }),
            },
          ]}
        />
      }
    >
      {({ items }) => <RenewalTable list={list} items={items} />}
    </ListPage>
  )
}

function RenewalTable({ list, items }: { list: RenewalList; items: readonly Row[] }) {
  const { t, date, number } = useWords()
  const column: { [key: string]: Column<Row> } = {
    who: {
      key: 'who',
      label: t('recruiters.name'),
      main: true,
      show: (one) => (
        <LicenseeCell to={`/recruiters/licensees/${one.licensee.id}`} licensee={one.licensee}>
          <LicenceState status={one.licensee.status} />
        </LicenseeCell>
      ),
    },
    ends: {
      key: 'ends',
      label: t('recruiters.renewals.ends'),
      show: ({ licensee }) =>
        licensee.expiresOn ? <Due at={licensee.expiresOn} /> : t('work.not-known'),
    },
    applied: {
      key: 'applied',
      label: t('recruiters.renewals.applied'),
      show: ({ renewal }) => renewal && date(renewal.appliedOn),
    },
    papers: {
      key: 'papers',
      label: t('recruiters.renewal.handed-in'),
      show: ({ renewal }) =>
        renewal &&
        t('recruiters.order.sent-of.value', {
          sent: number(renewal.papers.length),
          of: number(papers.length),
        }),
    },
    open: {
      key: 'open',
      label: t('recruiters.renewals.open'),
      show: ({ open }) =>
        open ? (
          <Tag tone="partly">{number(open)}</Tag>
        ) : (
          t('recruiters.renewal-reason.nothing-open')
        ),
    },
    state: {
      key: 'state',
      label: t('recruiters.order.decision'),
      show: ({ renewal }) =>
        renewal && (
          <>
            <Tag tone={renewalTones[renewal.state]}>
              {t(`recruiters.renewal-state.${renewal.state}`)}
            </Tag>{' '}
            {renewal.decidedOn && date(renewal.decidedOn)}
          </>
        ),
    },
    until: {
      key: 'until',
      label: t('recruiters.renewals.until'),
      show: ({ renewal }) => (renewal?.termUntil ? date(renewal.termUntil) : '–'),
    },
  }
  const shown = {
    waiting: ['who', 'ends', 'applied', 'papers', 'open'],
    ending: ['who', 'ends', 'open'],
    decided: ['who', 'applied', 'state', 'until'],
  }[list]
  return (
    <ListTable
      caption={t(`recruiters.renewals.${list}`)}
      words={`recruiters.renewals.${list}`}
      rows={items}
      columns={shown.map((key) => column[key]!)}
    />
  )
}
