/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { tellWhen } from '../../../../web/public/due.ts'
import { say } from '../../../../web/public/pieces.tsx'
import type { Text } from '../../../../web/public/text.ts'
import type { CheckedStep, Searched } from './log-proof.ts'
import type { OpenMailbox } from './sealing.ts'

/** Gives a proof into the person's hands; the name tells nothing to whoever looks over a shoulder. */
export function saveProof(file: string): void {
  const url = URL.createObjectURL(new Blob([file], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'proof.tlog-proof'
  link.click()
  URL.revokeObjectURL(url)
}

interface Props {
  t: Text
  lang: string
  open: OpenMailbox
}

/** Each step of this report, checked against the public log by this browser. */
export function LogCheck({ t, lang, open }: Props): VNode {
  const [steps, setSteps] = useState<readonly CheckedStep[] | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    setFailed(false)
    void import('./log-proof.ts')
      .then(({ checkSteps }) => checkSteps(open.mailbox))
      .then(setSteps, () => setFailed(true))
  }, [open])
  const wrong = steps?.some(({ state }) => state === 'wrong') || isShort(open, steps)
  return (
    <details class="card" id="log-check">
      <summary>{t('public.log.title')}</summary>
      <p class="soft">{t('public.log.why')}</p>
      {failed && <p class="problem">{t('public.log.unreachable')}</p>}
      {wrong && (
        <p class="problem" role="alert">
          {say(t('public.log.wrong'))}
        </p>
      )}
      {steps && (
        <ol class="path">
          {steps.map(({ event, state, file }) => (
            <li key={event.n}>
              {t(`public.log.step.${event.kind}`)} <b>{t(`public.log.state.${state}`)}</b>
              <time class="soft" dateTime={event.at}>
                {say(tellWhen(lang, new Date(event.at)))}
              </time>
              {file && (
                <button type="button" class="link" onClick={() => saveProof(file)}>
                  {t('public.log.save')}
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
      {steps && <Search t={t} open={open} shown={steps.length} />}
      <p>
        <a href={`/${lang}/register`}>{t('public.log.register')}</a>
      </p>
    </details>
  )
}

/** The mailbox tells of a step that the log does not have, although it has had a minute's time. */
function isShort({ answer }: OpenMailbox, steps: readonly CheckedStep[] | null): boolean {
  if (!steps) return false
  const old = answer.steps.filter(({ at }) => Date.now() - Date.parse(at) > 60_000)
  const counted = (kind: string) => steps.filter(({ event }) => event.kind === kind).length
  return ['received', 'decided', 'replied', 'handed-over'].some(
    (kind) => old.filter(({ step }) => step === kind).length > counted(kind),
  )
}

function Search({ t, open, shown }: Omit<Props, 'lang'> & { shown: number }): VNode {
  const [working, setWorking] = useState(false)
  const [found, setFound] = useState<Searched | null>(null)
  const [wrong, setWrong] = useState(false)
  async function search(): Promise<void> {
    setWorking(true)
    setWrong(false)
    try {
      const { searchLog } = await import('./log-proof.ts')
      setFound(await searchLog(open.mailbox.logSecret, shown))
    } catch {
      setWrong(true)
    }
    setWorking(false)
  }
  const hidden = found !== null && found.found > shown
  return (
    <>
      <button
        type="button"
        class="next second"
        id="search-log"
        disabled={working}
        onClick={() => void search()}
      >
        {t('public.log.search')}
      </button>
      <p role="status" class={hidden || wrong ? 'problem' : 'good'} hidden={!found && !wrong}>
        {wrong && t('public.log.search-failed')}
        {found &&
          say(
            t(hidden ? 'public.log.hidden' : 'public.log.all-shown', {
              entries: found.entries,
              found: found.found,
              shown,
            }),
          )}
      </p>
    </>
  )
}
