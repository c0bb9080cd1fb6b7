/** @jsxImportSource preact */
import type { ComponentChildren, VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { say } from '../../../../web/public/pieces.tsx'
import type { Text } from '../../../../web/public/text.ts'

type Sealing = typeof import('./sealing.ts')

/** The receipt as it is written down: six groups of four, always from left to right. */
export function ReceiptGroups({ t, receipt }: { t: Text; receipt: string }): VNode {
  const groups = receipt.match(/\d{4}/g) ?? []
  return (
    <ol class="receipt" dir="ltr">
      {groups.map((group, i) => (
        <li key={i}>
          <small>{i + 1}</small>
          <span class="quiet">{t('public.receipt.group', { n: i + 1 })}: </span>
          {group}
        </li>
      ))}
    </ol>
  )
}

/** A square code drawn as one path: a strict page allows no inline style and needs no picture file. */
export function SquareCode({ t, text }: { t: Text; text: string }): VNode | null {
  const [sealing, setSealing] = useState<Sealing | null>(null)
  useEffect(() => {
    void import('./sealing.ts').then(setSealing)
  }, [])
  if (!sealing) return null
  const { data, size } = sealing.squareCode(text, { ecc: 'M', border: 2 })
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('')
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('public.receipt.qr')}>
      <path d={path} fill="#000" shape-rendering="crispEdges" />
    </svg>
  )
}

interface ShowProps {
  t: Text
  receipt: string
  next(): void
  back(): void
  children: ComponentChildren
}

export function ShowReceipt({ t, receipt, next, back, children }: ShowProps): VNode {
  return (
    <>
      {children}
      <p class="why">{say(t('public.receipt.why'))}</p>
      <ReceiptGroups t={t} receipt={receipt} />
      <details class="card no-print">
        <summary>{t('public.receipt.qr-show')}</summary>
        <SquareCode t={t} text={receipt} />
      </details>
      <ul class="signs no-print">
        {[1, 2, 3].map((i) => (
          <li key={i}>{t(`public.receipt.advice.${i}`)}</li>
        ))}
      </ul>
      <button type="button" class="next" onClick={next}>
        {t('public.receipt.have')}
      </button>
      <div class="row">
        <button type="button" class="link" onClick={back}>
          {t('public.back')}
        </button>
        <button type="button" class="link" onClick={() => print()}>
          {t('public.receipt.print')}
        </button>
      </div>
    </>
  )
}

interface CheckProps {
  t: Text
  receipt: string
  passed(): void
  again(): void
  /** Where the report goes. */
  children: ComponentChildren
}

/** Asks for one group of what was written down: a receipt copied wrongly is a mailbox lost. */
export function CheckReceipt({ t, receipt, passed, again, children }: CheckProps): VNode {
  const [asked] = useState(() => 1 + Math.floor(Math.random() * 6))
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const group = receipt.slice((asked - 1) * 4, asked * 4)

  function compare(event: Event): void {
    event.preventDefault()
    if (latinDigits(typed) === group) passed()
    else setWrong(true)
  }

  return (
    <form onSubmit={compare}>
      <p class="why">{say(t('public.check.why', { n: asked }))}</p>
      {wrong && (
        <div class="problem" role="alert" id="check-wrong">
          {say(t('public.check.wrong', { n: asked }))}
        </div>
      )}
      <div class="field">
        <label for="group">{say(t('public.check.field', { n: asked }))}</label>
        <input
          id="group"
          class="digits one"
          type="text"
          inputMode="numeric"
          autocomplete="off"
          value={typed}
          aria-invalid={wrong}
          aria-describedby={wrong ? 'check-wrong' : undefined}
          onInput={(event) => {
            setTyped(event.currentTarget.value)
            setWrong(false)
          }}
        />
      </div>
      {children}
      <button type="submit" class="next">
        {t('public.check.send')}
      </button>
      <div class="row">
        <button type="button" class="link" onClick={again}>
          {t('public.check.again')}
        </button>
      </div>
    </form>
  )
}

/** Urdu (۰–۹) and Arabic (٠–٩) digits as Latin ones, everything between them dropped. */
export function latinDigits(typed: string): string {
  return typed
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/\D/g, '')
}
