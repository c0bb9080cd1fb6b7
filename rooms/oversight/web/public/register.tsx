/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { tellWhen } from '../../../../web/public/due.ts'
import type { IslandProps } from '../../../../web/public/island.tsx'
import { say } from '../../../../web/public/pieces.tsx'
import type { Text } from '../../../../web/public/text.ts'
import { closedOf, type Tallies, type Tally, totalOf } from '../../../reports/web/door.ts'
import type { RegisterAnswer } from '../../register.ts'
import { Lots } from './lots.tsx'
import type { Recount } from './recount.ts'

export interface RegisterProps {
  register: RegisterAnswer
  tryout: boolean
}

/** Up to so many lines the page counts by itself; beyond, it asks first: reading costs the visitor's data. */
const SMALL = 5000

type State =
  | { at: 'idle' | 'failed' }
  | { at: 'reading'; done: number; of: number }
  | { at: 'done'; recount: Recount }

/** How do I know that my report was not thrown away? */
export function RegisterPage({ t, lang, register, tryout }: RegisterProps & IslandProps): VNode {
  const [state, setState] = useState<State>({ at: 'idle' })
  const [alive, setAlive] = useState(false)
  const done = state.at === 'done' ? state.recount : undefined
  const shown = done?.official ?? register
  const tallies = done?.tallies ?? register.figures?.tallies ?? {}

  async function count(): Promise<void> {
    setState({ at: 'reading', done: 0, of: 1 })
    try {
      const { recount } = await import('./recount.ts')
      const found = await recount((lines, of) => setState({ at: 'reading', done: lines, of }))
      setState({ at: 'done', recount: found })
    } catch {
      setState({ at: 'failed' })
    }
  }
  useEffect(() => {
    setAlive(true)
    if ((register.figures?.size ?? 0) <= SMALL) void count()
  }, [])

  return (
    <div class="wizard">
      <h1>{t('public.register.title')}</h1>
      <p>{t('public.register.what')}</p>
      <ul class="signs">
        {[1, 2, 3].map((i) => (
          <li key={i}>{t(`public.register.how.${i}`)}</li>
        ))}
      </ul>
      <h2>{t('public.register.counts.heading')}</h2>
      <Verdict t={t} state={state} />
      {alive && state.at !== 'reading' && (
        <button type="button" class="next second" id="count" onClick={() => void count()}>
          {t('public.register.count')}
        </button>
      )}
      <Counts t={t} lang={lang} tallies={tallies} units={shown.units} />
      <Sum t={t} total={totalOf(tallies)} />
      <h2>{t('public.register.lots.heading')}</h2>
      <p>{t('public.register.lots')}</p>
      {done && <Lots t={t} lang={lang} lots={done.lots} units={shown.units} />}
      <h2>{t('public.register.witnesses.heading')}</h2>
      <Witnesses t={t} lang={lang} recount={done} names={shown.witnesses} tryout={tryout} />
      <h2>{t('public.register.recovery.heading')}</h2>
      <p>{t('public.register.recovery')}</p>
      <ul class="signs" id="recoveries">
        {shown.ceremonies.map(({ unit, reason, at }) => (
          <li key={at}>
            {shown.units[unit]?.[lang === 'ur' ? 'ur' : 'en'] ?? unit}:{' '}
            {t(`public.register.recovery.${reason}`)}{' '}
            <time class="soft" dateTime={at}>
              {say(tellWhen(lang, new Date(at)))}
            </time>
          </li>
        ))}
      </ul>
      {shown.ceremonies.length === 0 && <p class="good">{t('public.register.recovery.never')}</p>}
      <h2>{t('public.register.fairness.heading')}</h2>
      <p>
        <a href={`/${lang}/register/fairness`}>{t('public.register.fairness')}</a>
      </p>
      <h2>{t('public.register.limits.heading')}</h2>
      <p>{t('public.register.limits')}</p>
      <details class="card">
        <summary>{t('public.register.self')}</summary>
        <p>{t('public.register.self.what')}</p>
        <pre dir="ltr">./panah log verify {'https://…'}</pre>
        <p>
          <a href="/log/checkpoint">/log/checkpoint</a> · <a href="/log/key">/log/key</a> ·{' '}
          <a href="/log/policy">/log/policy</a> · <a href="/log/site">/log/site</a>
        </p>
        <p id="site-line">
          {say(
            shown.site.index === null
              ? t('public.register.site-none')
              : t('public.register.site', { index: shown.site.index }),
          )}
        </p>
      </details>
    </div>
  )
}

function Verdict({ t, state }: { t: Text; state: State }): VNode {
  if (state.at === 'reading')
    return (
      <p role="status" class="why">
        {t('public.register.reading')}{' '}
        <progress aria-label={t('public.register.reading')} max={state.of} value={state.done} />
      </p>
    )
  if (state.at === 'failed')
    return (
      <p role="alert" class="problem" id="verdict">
        {t('public.register.failed')}
      </p>
    )
  if (state.at !== 'done')
    return (
      <p role="status" class="soft">
        {t('public.register.official')}
      </p>
    )
  const { lines, different, remainder } = state.recount
  const good = different === 0 && remainder === 0
  return (
    <p role={good ? 'status' : 'alert'} class={good ? 'good' : 'problem'} id="verdict">
      {say(t('public.register.counted', { lines }))}{' '}
      <b>{say(t('public.register.difference', { different }))}</b>{' '}
      {t(good ? 'public.register.same' : 'public.register.not-same')}
    </p>
  )
}

interface CountsProps {
  t: Text
  lang: string
  tallies: Tallies
  units: RegisterAnswer['units']
}

const columns = [
  'received',
  'open',
  'overdue',
  'closed',
  'caseOpened',
  'handedOver',
  'expired',
] as const
const figureOf = (tally: Tally, name: (typeof columns)[number]) =>
  name === 'closed' ? closedOf(tally) : tally[name]

function Counts({ t, lang, tallies, units }: CountsProps): VNode {
  const rows = Object.entries(tallies).sort(([one], [other]) => (one < other ? -1 : 1))
  const nameOf = (unit: string) => units[unit]?.[lang === 'ur' ? 'ur' : 'en'] ?? unit
  if (!rows.length) return <p>{t('public.register.none')}</p>
  return (
    <ul class="units" id="counts">
      {rows.map(([unit, tally]) => (
        <li key={unit}>
          <b>{nameOf(unit)}</b>
          <Bar tally={tally} />
          <dl>
            {columns.map((name) => (
              <div key={name} class={figureOf(tally, name) ? name : 'zero'}>
                <dt>{t(`public.register.figure.${name}`)}</dt>{' '}
                <dd data-figure={name}>{say(String(figureOf(tally, name)))}</dd>
              </div>
            ))}
          </dl>
          {closedOf(tally) > 0 && (
            <p class="soft">
              {t('public.register.reasons')}{' '}
              {Object.entries(tally.closed).map(([reason, count], i) => (
                <span key={reason}>
                  {i > 0 && ' · '}
                  {t(`reason.${reason}`)} {say(String(count))}
                </span>
              ))}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

/** What has become of the reports of a unit; the figures under it say the same. */
function Bar({ tally }: { tally: Tally }): VNode | null {
  if (!tally.received) return null
  let from = 0
  const parts = columns.slice(3).concat('open')
  return (
    <svg viewBox={`0 0 ${tally.received} 1`} preserveAspectRatio="none" aria-hidden="true">
      {parts.map((name) => {
        const width = figureOf(tally, name)
        from += width
        return width > 0 && <rect class={name} x={from - width} width={width} height="1" />
      })}
    </svg>
  )
}

/** The sum that must come out, with its figures, so that anybody can add it up. */
function Sum({ t, total }: { t: Text; total: Tally }): VNode {
  const { received, takenOver, open, caseOpened, handedOver, expired } = total
  // Handed over and taken over are the same reports seen from two offices.
  return (
    <p class="why" id="sum">
      {say(
        t('public.register.sum', {
          received: received - takenOver,
          open,
          closed: closedOf(total),
          cases: caseOpened,
          onTheWay: handedOver - takenOver,
          expired,
        }),
      )}
    </p>
  )
}

function Witnesses(of: {
  t: Text
  lang: string
  recount: Recount | undefined
  names: RegisterAnswer['witnesses']
  tryout: boolean
}): VNode {
  const { t, lang, recount, names, tryout } = of
  const cosigned = recount?.cosigned ?? []
  return (
    <>
      <p>{t('public.register.witnesses')}</p>
      {tryout && <p class="soft">{t('public.register.made-up')}</p>}
      {recount && !cosigned.length && <p class="problem">{t('public.register.no-witness')}</p>}
      <ul class="signs" id="witnesses">
        {cosigned.map(({ name, time }) => (
          <li key={name}>
            {names[name]?.[lang === 'ur' ? 'ur' : 'en'] ?? <bdi>{name}</bdi>}{' '}
            <time class="soft" dateTime={new Date(time * 1000).toISOString()}>
              {say(tellWhen(lang, new Date(time * 1000)))}
            </time>
          </li>
        ))}
      </ul>
    </>
  )
}
