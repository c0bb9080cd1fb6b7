/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { say } from '../../../../web/public/pieces.tsx'
import type { Text } from '../../../../web/public/text.ts'
import type { LotVerdict } from '../../lot-check.ts'
import type { RegisterAnswer } from '../../register.ts'

interface LotsProps {
  t: Text
  lang: string
  lots: readonly LotVerdict[]
  units: RegisterAnswer['units']
}

/** The newest lots, as this browser has drawn them again. */
export function Lots({ t, lang, lots, units }: LotsProps): VNode {
  if (!lots.length) return <p class="soft">{t('public.register.lots.none')}</p>
  const nameOf = (unit: string) => units[unit]?.[lang === 'ur' ? 'ur' : 'en'] ?? unit
  return (
    <ul class="signs" id="lots">
      {lots.toReversed().map((lot) => (
        <li key={`${lot.call} ${lot.line}`} data-fault={lot.fault ?? undefined}>
          <b>{nameOf(lot.unit)}</b>{' '}
          <span class="soft">{say(t('public.register.lots.line', { call: lot.call }))}</span>
          <p class={lot.fault ? 'problem' : undefined}>{say(outcome(t, lot))}</p>
        </li>
      ))}
    </ul>
  )
}

function outcome(t: Text, { line, fault, nobody, seats, passed }: LotVerdict): string {
  if (line === null) return t('public.register.lots.waiting')
  if (fault) return t('public.register.lots.wrong')
  if (nobody) return t('public.register.lots.nobody', { seats })
  const right = t('public.register.lots.right', { seats })
  return passed.length
    ? `${right} ${t('public.register.lots.passed', { count: passed.length })}`
    : right
}
