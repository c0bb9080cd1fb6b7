import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { countryName } from '../../../web/workspace/countries.ts'
import { TextField } from '../../../web/workspace/fields.tsx'
import { ListPage, ListTable } from '../../../web/workspace/list-page.tsx'
import { ErrorNote, PersonName, Tag, type Tone } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { OrderState } from '../job-order.ts'
import type { JobOrderView } from './job-order-answers.ts'
import styles from './recruiters.module.css'
import { LicenceNumber } from './state.tsx'
import { useTermText } from './terms.tsx'

const tones: { [state in OrderState]: Tone } = {
  demanded: 'partly',
  'sent-back': 'partly',
  permitted: 'met',
  refused: 'danger',
  stopped: 'danger',
  closed: 'neutral',
}

export function OrderStateTag({ state }: { state: OrderState }) {
  const { t } = useWords()
  return <Tag tone={tones[state]}>{t(`recruiters.order-state.${state}`)}</Tag>
}

/** Demands for workers abroad: those that wait for scrutiny first. */
export function JobOrdersPage() {
  const { t } = useWords()
  return (
    <ListPage<{ items: JobOrderView[] }>
      crumbs={[{ label: t('recruiters.title'), to: '/recruiters' }]}
      title={t('recruiters.orders.title')}
      sub={t('recruiters.orders.sub')}
      actions={
        <Button component={Link} to="/recruiters/job-orders/new">
          {t('recruiters.order.new')}
        </Button>
      }
      url="/api/recruiters/job-orders"
      above={<WorkerFinder />}
    >
      {({ items }) => <JobOrderTable items={items} />}
    </ListPage>
  )
}

export function JobOrderTable({ items }: { items: readonly JobOrderView[] }) {
  const { t, lang, number } = useWords()
  const text = useTermText()
  return (
    <ListTable
      caption={t('recruiters.orders.title')}
      words="recruiters.orders"
      rows={items}
      columns={[
        {
          key: 'order',
          label: t('recruiters.order'),
          main: true,
          show: (one) => (
            <>
              <Link to={`/recruiters/job-orders/${one.id}`}>
                <bdi>{one.reference}</bdi>
              </Link>
              <div className={styles.small}>
                <PersonName name={one.licensee.name} />{' '}
                <LicenceNumber number={one.licensee.licenceNumber} />
              </div>
            </>
          ),
        },
        {
          key: 'work',
          label: t('recruiters.order.work'),
          show: (one) => (
            <>
              {t(`recruiters.occupation.${one.promised.occupation}`)},{' '}
              {countryName(one.country, lang)}
              <div className={styles.small}>
                <bdi>{text('wage', one.promised.wage!, one.promised.currency)}</bdi>
              </div>
            </>
          ),
        },
        {
          key: 'state',
          label: t('recruiters.state'),
          show: (one) => <OrderStateTag state={one.state} />,
        },
        {
          key: 'sent',
          label: t('recruiters.order.sent-of'),
          show: (one) =>
            t('recruiters.order.sent-of.value', {
              sent: number(one.departures),
              of: number(one.permitted ?? one.wanted),
            }),
        },
        {
          key: 'found',
          label: t('recruiters.found.short'),
          show: (one) =>
            one.worse ? (
              <Tag tone="danger">
                {t('recruiters.found.worse-short', { count: one.worse, told: one.told })}
              </Tag>
            ) : one.told ? (
              t('recruiters.found.kept-of', { count: one.told })
            ) : (
              '–'
            ),
        },
      ]}
    />
  )
}

/** Under which order a worker was sent, by the number of their papers; the number is not kept. */
function WorkerFinder() {
  const { t } = useWords()
  const [text, setText] = useState('')
  const [found, setFound] = useState<JobOrderView[]>()
  const { send, busy, problem } = useSend(
    () =>
      api.post<{ items: JobOrderView[] }>('/api/recruiters/job-orders/of-worker', { number: text }),
    { done: (answer) => setFound(answer.items) },
  )
  return (
    <section>
      <form
        className={styles.bar}
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim()) void send()
        }}
      >
        <div className={styles.find}>
          <TextField
            name="number"
            label={t('recruiters.order.of-worker')}
            hint={t('recruiters.order.of-worker.hint')}
            dir="ltr"
            most={30}
            problem={problem}
            value={text}
            set={setText}
            required
          />
        </div>
        <Button type="submit" variant="default" loading={busy}>
          {t('recruiters.find.do')}
        </Button>
      </form>
      {problem && !problem.fields.number && <ErrorNote problem={problem} />}
      {found && !found.length && <p className={styles.soft}>{t('recruiters.order.of-nobody')}</p>}
      {found && found.length > 0 && <JobOrderTable items={found} />}
    </section>
  )
}
