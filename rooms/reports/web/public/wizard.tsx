/** @jsxImportSource preact */
import type { ComponentChildren, VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { IslandProps } from '../../../../web/public/island.tsx'
import { type Line, say } from '../../../../web/public/pieces.tsx'
import { isInside } from '../../desk-choice.ts'
import type { PublicDesk } from '../../shapes.ts'
import { Done, Sending } from './outcome.tsx'
import { CheckReceipt, ShowReceipt } from './receipt.tsx'
import { isTooLong, type Province, StepBody, stepNames, titleKeyOf } from './steps.tsx'
import { useReport } from './use-report.ts'

export interface WizardProps {
  /** The organisation's root key, base64: part of the page, so that the API alone cannot swap it. */
  root: string
  /** Address of the script that derives keys. */
  worker: string
  provinces: readonly Province[]
  lines: readonly Line[]
  /** The code of the campaign whose link was followed; '' where there is none. */
  via: string
}

type Screen = WizardProps & IslandProps & { report: ReturnType<typeof useReport> }

/** The report form, one question a screen. */
export function Wizard(props: WizardProps & IslandProps): VNode {
  const report = useReport(props)
  const frame = useRef<HTMLDivElement>(null)
  const screen = `${report.phase}-${report.draft.step}`
  const first = useRef(screen)
  // A new screen is read out from its heading, and begins at its top.
  useEffect(() => {
    if (first.current === screen) return
    first.current = ''
    frame.current?.querySelector('h1')?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [screen])
  const Shown = screens[report.phase]
  return (
    <div class="wizard" ref={frame}>
      <Shown {...props} report={report} />
    </div>
  )
}

const screens = {
  questions: QuestionScreen,
  receipt: ReceiptScreen,
  check: CheckScreen,
  sending: SendingScreen,
  done: DoneScreen,
}

function Heading({ children }: { children: ComponentChildren }): VNode {
  return (
    <h1 id="question" tabIndex={-1}>
      {children}
    </h1>
  )
}

function Trouble({ text }: { text: string }): VNode | null {
  if (!text) return null
  return (
    <div class="problem" role="alert">
      {say(text)}
    </div>
  )
}

function QuestionScreen(props: Screen): VNode {
  const { t, report } = props
  const { draft } = report
  const step = stepNames[draft.step] ?? 'about'
  const progress = t('public.step', { n: draft.step + 1, of: stepNames.length })
  const tooLong = isTooLong(draft, step)
  const onward = () => !tooLong && report.go(draft.step + 1)
  return (
    // Before the script is there a click must not send the form: an answer would end in the address.
    <form
      method="dialog"
      onSubmit={(event) => {
        event.preventDefault()
        onward()
      }}
    >
      <div class="step">{say(progress)}</div>
      <progress aria-label={progress} max={stepNames.length} value={draft.step + 1} />
      {report.restored && <p class="good">{t('public.draft.restored')}</p>}
      <Heading>{t(titleKeyOf(step, draft))}</Heading>
      <p class="why">{say(t(`public.${step}.why`))}</p>
      <Trouble text={report.trouble} />
      <StepBody
        t={t}
        step={step}
        draft={draft}
        change={report.change}
        provinces={props.provinces}
        countries={report.countries}
        lines={props.lines}
        files={report.files}
        setFiles={report.setFiles}
      />
      <button type={report.alive ? 'submit' : 'button'} class="next" aria-disabled={tooLong}>
        {t('public.next')}
      </button>
      <div class="row">
        {draft.step > 0 ? (
          <button type="button" class="link" onClick={() => report.go(draft.step - 1)}>
            {t('public.back')}
          </button>
        ) : (
          <span />
        )}
        <button type="button" class="link" aria-disabled={tooLong} onClick={onward}>
          {t('public.skip')}
        </button>
      </div>
      <p class="soft">{t('public.draft.kept')}</p>
    </form>
  )
}

function ReceiptScreen({ t, report }: Screen): VNode {
  return (
    <ShowReceipt
      t={t}
      receipt={report.draft.receipt ?? ''}
      next={() => report.setPhase('check')}
      back={() => report.setPhase('questions')}
    >
      <Heading>{t('public.receipt.title')}</Heading>
    </ShowReceipt>
  )
}

function CheckScreen(props: Screen): VNode {
  const { t, report } = props
  const { desk } = report
  return (
    <>
      <Heading>{t('public.check.title')}</Heading>
      <Trouble text={report.trouble} />
      <CheckReceipt
        t={t}
        receipt={report.draft.receipt ?? ''}
        passed={() => void report.send()}
        again={() => report.setPhase('receipt')}
      >
        {desk && <DeskChoice {...props} desk={desk} />}
        {props.via && <CameBy {...props} />}
      </CheckReceipt>
    </>
  )
}

/** Says where it goes, and lets those who do not trust that office choose another. */
function DeskChoice({ t, lang, report, desk }: Screen & { desk: PublicDesk }): VNode {
  const nameOf = (one: PublicDesk) => (lang === 'ur' ? one.name.ur : one.name.en)
  return (
    <div class="card">
      <p>{t('public.desk.goes-to', { desk: nameOf(desk) })}</p>
      {report.official && <OutsideNote t={t} desk={desk} report={report} />}
      {report.desks.length > 1 && (
        <details>
          <summary class="soft">{t('public.desk.other')}</summary>
          <p class="soft">{t('public.desk.other.hint')}</p>
          <select
            aria-label={t('public.desk.other')}
            value={desk.id}
            onChange={(event) => report.chooseDesk(event.currentTarget.value)}
          >
            {report.desks.map((one) => (
              <option key={one.id} value={one.id}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        </details>
      )}
    </div>
  )
}

/** What is counted of the way here, and how to leave it out. */
function CameBy({ t, via, report }: Screen): VNode {
  return (
    <label class="opt">
      <input
        type="checkbox"
        checked={report.cameBy !== ''}
        onChange={(event) => report.setCameBy(event.currentTarget.checked ? via : '')}
      />
      <span>{say(t('public.came-by', { code: via }))}</span>
    </label>
  )
}

/** Whether the office is outside the accused official's body, and what if there is none. */
function OutsideNote({ t, desk, report }: Pick<Screen, 't' | 'report'> & { desk: PublicDesk }) {
  const { official, desks } = report
  if (isInside(desk, official))
    return (
      <p class="problem" id="outside">
        {t(
          desks.every((one) => isInside(one, official))
            ? 'public.desk.none-outside'
            : 'public.desk.inside',
        )}
      </p>
    )
  const watches = official === 'other' ? 'public.desk.oversight-other' : 'public.desk.oversight'
  return (
    <p class="good" id="outside">
      {t(desk.agencyKind === 'oversight-body' ? watches : 'public.desk.outside')}
    </p>
  )
}

function SendingScreen({ t, report }: Screen): VNode {
  return (
    <>
      <Heading>{t('public.sending.title')}</Heading>
      <Sending
        t={t}
        stage={report.stage}
        reportIsIn={report.stage.at === 'files'}
        cancel={report.stop}
        withoutFiles={report.withoutFiles}
      />
    </>
  )
}

function DoneScreen({ t, lang, lines, report }: Screen): VNode {
  return (
    <>
      <Heading>{t('public.done.title')}</Heading>
      {report.received && (
        <Done
          t={t}
          lang={lang}
          received={report.received}
          receipt={report.draft.receipt ?? ''}
          danger={report.dangerNow}
          lines={lines}
        />
      )}
    </>
  )
}
