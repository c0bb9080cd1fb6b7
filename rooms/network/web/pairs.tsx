import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  ConfirmButton,
  EmptyState,
  ErrorNote,
  Loading,
  PageHead,
  PersonName,
  Tag,
  When,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { ageText } from '../../cases/web/door.ts'
import type { Saying } from '../pair.ts'
import type { PairView, Side } from '../shapes.ts'
import styles from './network.module.css'
import { Signs } from './signs.tsx'

interface Pairs {
  items: PairView[]
  more: boolean
}

/** People of two files who may be one: what would change most stands first. */
export function PairsPage() {
  const { t } = useWords()
  return (
    <>
      <PageHead title={t('network.pairs.title')} sub={t('network.pairs.sub')} />
      <PairList state="open" />
      <h2 className={styles.part}>{t('network.judged.title')}</h2>
      <PairList state="judged" />
    </>
  )
}

function PairList({ state }: { state: 'open' | 'judged' }) {
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<Pairs>(`/api/network/pairs?state=${state}`)
  return (
    <>
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data && !data.items.length && (
        <EmptyState title={t(`network.${state}.none`)}>
          {t(`network.${state}.none.text`)}
        </EmptyState>
      )}
      <div className={styles.stack}>
        {data?.items.map((pair) => (
          <PairCard key={`${pair.one.personId} ${pair.two.personId}`} pair={pair} />
        ))}
      </div>
      {data?.more && <p className={styles.small}>{t('network.pairs.more')}</p>}
    </>
  )
}

function PairCard({ pair }: { pair: PairView }) {
  const title = `pair-${pair.one.personId}-${pair.two.personId}`
  return (
    <article className={styles.pair} aria-labelledby={title}>
      <Sides pair={pair} title={title} />
      <Signs signs={pair.signs} />
      <History pair={pair} />
      <Actions pair={pair} />
    </article>
  )
}

function Sides({ pair, title }: { pair: PairView; title: string }) {
  const words = useWords()
  const { t } = words
  const today = dayInPakistan(new Date())
  const rows: [string, (side: Side) => React.ReactNode][] = [
    [t('network.other-name'), ({ otherName }) => otherName && <bdi dir="auto">{otherName}</bdi>],
    [
      t('cases.person.fatherName'),
      ({ fatherName }) => fatherName && <bdi dir="auto">{fatherName}</bdi>,
    ],
    [t('cases.person.age'), (side) => ageText(words, side, today)],
    [t('cases.person.sex'), ({ sex }) => t(`sex.${sex}`)],
    [
      t('network.role'),
      ({ roles }) => roles.map((role) => t(`case-role.${role}`)).join(t('cases.comma')),
    ],
    [
      t('network.file'),
      (side) => (
        <>
          <Link to={`/cases/${side.caseId}/people`}>
            <bdi>{side.reference}</bdi>
          </Link>{' '}
          <span className={styles.small}>
            <bdi dir="auto">{side.title}</bdi>
          </span>
        </>
      ),
    ],
    [t('network.agency'), ({ agency }) => <PersonName name={agency} />],
  ]
  const shown = rows.filter(([, show]) => Boolean(show(pair.one)) || Boolean(show(pair.two)))
  return (
    <table className={styles.sides}>
      <thead>
        <tr>
          <th scope="row" id={title}>
            {t(`network.status.${pair.status}`)}
          </th>
          {[pair.one, pair.two].map((side) => (
            <th key={side.personId} scope="col">
              <span className={styles.name}>
                <PersonName name={side.name ?? side.otherName} />
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map(([label, show]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{show(pair.one) || <span className={styles.small}>–</span>}</td>
            <td>{show(pair.two) || <span className={styles.small}>–</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function History({ pair }: { pair: PairView }) {
  const { t } = useWords()
  if (!pair.history.length) return null
  return (
    <ul className={styles.history}>
      {pair.history.map((line) => (
        <li key={`${line.at}${line.said}`}>
          {t(`network.said.${line.said}`)} · <PersonName name={line.by} /> · <When at={line.at} />
          {line.words && (
            <>
              {' '}
              · <bdi dir="auto">{line.words}</bdi>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

function Actions({ pair }: { pair: PairView }) {
  const { t } = useWords()
  const url = `/api/network/pairs/${pair.one.personId}/${pair.two.personId}/say`
  const { send, busy, problem } = useSend(
    (said: Saying) => api.post(url, { said, version: pair.version }),
    { refresh: ['/api/network/pairs'] },
  )
  const shown = (said: Saying) => pair.sayable.includes(said)
  return (
    <>
      <div className={styles.actions}>
        {shown('proposed') && pair.status === 'waiting' && (
          <Button loading={busy} onClick={() => void send('proposed')}>
            {t('network.say.proposed')}
          </Button>
        )}
        {shown('confirmed') && (
          <ConfirmButton
            variant="filled"
            title={t('network.confirm.title')}
            what={t('network.confirm.what')}
            confirm={t('network.say.confirmed')}
            onConfirm={() => send('confirmed')}
          >
            {t('network.say.confirmed')}
          </ConfirmButton>
        )}
        {(['not-confirmed', 'different', 'cannot-tell'] as const).filter(shown).map((said) => (
          <Button key={said} variant="default" loading={busy} onClick={() => void send(said)}>
            {t(`network.say.${said}`)}
          </Button>
        ))}
        {shown('proposed') && pair.status !== 'waiting' && (
          <Button variant="default" loading={busy} onClick={() => void send('proposed')}>
            {t('network.say.same-after-all')}
          </Button>
        )}
        {shown('undone') && (
          <ConfirmButton
            title={t('network.undo.title')}
            what={t('network.undo.what')}
            confirm={t('network.say.undone')}
            onConfirm={() => send('undone')}
          >
            {t('network.say.undone')}
          </ConfirmButton>
        )}
        {pair.status === 'proposed' && !shown('confirmed') && (
          <Tag tone="partly">{t('network.waits-for-second')}</Tag>
        )}
      </div>
      <ErrorNote problem={problem} />
    </>
  )
}
