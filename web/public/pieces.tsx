/** @jsxImportSource preact */
import type { ComponentChildren, VNode } from 'preact'
import type { Helpline } from './helplines.ts'
import type { Text } from './text.ts'

// Digits, with the signs that hold a phone number or a time together; words of Latin letters come
// first, so that the digits in "X25519" stay with them.
const runs = /([A-Za-z][\w-]*|\+?\d(?:(?:[.,]|[\s:–-]*)\d)*)/

/** A text with its numbers isolated, so that right-to-left lines keep their digits in order. */
export function say(text: string): ComponentChildren {
  return text.split(runs).map((part, i) => (/^[+\d]/.test(part) ? <bdi key={i}>{part}</bdi> : part))
}

export function Phone({ number }: { number: string }): VNode {
  return (
    <a class="phone" href={`tel:${number.replace(/[^+\d]/g, '')}`}>
      <bdi dir="ltr">{number}</bdi>
    </a>
  )
}

/** Where a number or an address comes from, in words. */
export function SourceGrade({ t, of }: { t: Text; of: Pick<Helpline, 'grade' | 'source'> }): VNode {
  return (
    <small class={`grade grade-${of.grade}`} title={of.source}>
      {t(`shell.grade.${of.grade}`)}
    </small>
  )
}

/** What a script needs of a helpline: its name in one language. */
export interface Line {
  number: string
  name: string
  what: string
  grade: Helpline['grade']
  source: string
  /** When somebody called to see whether it answers, in words; only where that is told. */
  checked?: string
}

export function lineOf(of: Helpline, lang: string): Line {
  const { number, grade, source } = of
  const spoken = lang === 'ur' ? 'ur' : 'en'
  return { number, name: of.name[spoken], what: of.for[spoken], grade, source }
}

export function HelplineList({ t, lines }: { t: Text; lines: readonly Line[] }): VNode {
  return (
    <ul class="lines">
      {lines.map((line) => (
        <li key={line.number}>
          <Phone number={line.number} />
          <span>
            <b>{line.name}</b>
            <span class="soft">{say(line.what)}</span> <SourceGrade t={t} of={line} />
            {line.checked && <small class="checked">{say(line.checked)}</small>}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Numbers for somebody in danger now: at hand on every page, never shouted. */
export function DangerNow({
  t,
  lines,
  open = false,
}: {
  t: Text
  lines: readonly Line[]
  open?: boolean
}): VNode {
  return (
    <details class="danger-now" open={open}>
      <summary>
        <b>{t('shell.danger')}</b> {say(t('shell.danger-call'))}
      </summary>
      <HelplineList t={t} lines={lines} />
      <p class="soft">{t('shell.danger-note')}</p>
    </details>
  )
}

const lock = 'M6 10V8a6 6 0 0 1 12 0v2h1.500v11h-15V10zm2 0h8V8a4 4 0 0 0-8 0z'
const eye =
  'M12 5c5 0 9 4.600 10 7-1 2.400-5 7-10 7S3 14.400 2 12c1-2.400 5-7 10-7zm0 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8z'

/** What happens to an answer, told where it is given: locked, or readable on its way. */
export function Fate({
  sealed,
  children,
}: {
  sealed: boolean
  children: ComponentChildren
}): VNode {
  return (
    <p class={sealed ? 'sealed' : 'sealed plain-note'}>
      <svg aria-hidden="true" viewBox="0 0 24 24" width="22" height="22">
        <path d={sealed ? lock : eye} fill="currentColor" />
      </svg>
      <span>{children}</span>
    </p>
  )
}

export function Arrow(): VNode {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" width="24" height="24">
      <path
        d="M9 5l7 7-7 7"
        fill="none"
        stroke="currentColor"
        stroke-width="2.400"
        stroke-linecap="round"
      />
    </svg>
  )
}
