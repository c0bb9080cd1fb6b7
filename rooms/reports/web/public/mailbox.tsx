/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { IslandProps } from '../../../../web/public/island.tsx'
import { Fate, say } from '../../../../web/public/pieces.tsx'
import { Refused } from './api.ts'
import { Conversation } from './conversation.tsx'
import { openWithReceipt } from './open-mailbox.ts'
import { latinDigits } from './receipt.tsx'
import type { OpenMailbox } from './sealing.ts'
import { tellTrouble } from './troubles.ts'

export interface MailboxProps {
  root: string
  worker: string
}

/** Coming back: the receipt opens the mailbox; nothing of it outlives the page. */
export function MailboxPage(props: MailboxProps & IslandProps): VNode {
  const { t, root, worker } = props
  const [typed, setTyped] = useState('')
  const [trouble, setTrouble] = useState('')
  const [working, setWorking] = useState(false)
  const [open, setOpen] = useState<OpenMailbox | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const count = latinDigits(typed).length

  // A browser may put back what was typed before a reload.
  useEffect(() => {
    if (field.current?.value) setTyped(field.current.value)
  }, [])

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    setTrouble('')
    const wrong = faultOf(typed)
    if (wrong) return setTrouble(t(wrong, { n: count }))
    setWorking(true)
    try {
      setOpen(await openWithReceipt(latinDigits(typed), worker, root))
      setTyped('')
    } catch (why) {
      // One answer for a receipt that never was and one whose token is wrong: neither can be told apart.
      const unknown =
        why instanceof Refused && (why.status === 401 || why.status === 403 || why.status === 404)
      const spoiled = (why as { fault?: string }).fault === 'cannot-open'
      setTrouble(
        unknown
          ? t('public.return.unknown')
          : spoiled
            ? t('public.trouble.spoiled')
            : tellTrouble(t, why),
      )
    }
    setWorking(false)
  }

  if (open) return <Conversation {...props} open={open} setOpen={setOpen} />
  return (
    <form class="wizard" method="dialog" onSubmit={(event) => void submit(event)}>
      <h1>{t('public.return.title')}</h1>
      <p class="why">{say(t('public.return.why'))}</p>
      {trouble && (
        <div class="problem" role="alert" id="return-trouble">
          {say(trouble)}
        </div>
      )}
      <div class="field">
        <label for="receipt">{t('public.return.field')}</label>
        <textarea
          ref={field}
          id="receipt"
          class="digits"
          rows={2}
          inputMode="numeric"
          autocomplete="off"
          spellcheck={false}
          value={typed}
          aria-describedby="receipt-count"
          aria-invalid={trouble !== ''}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void submit(event)
          }}
        />
        <small id="receipt-count">{say(t('public.return.count', { n: count }))}</small>
      </div>
      <button type="submit" class="next" disabled={working}>
        {t('public.return.open')}
      </button>
      <p role="status" class="soft">
        {working && t('public.return.working')}
      </p>
      <Fate sealed>{t('public.return.stays')}</Fate>
      <p class="soft">{t('public.return.lost')}</p>
    </form>
  )
}

/** Key of what is wrong with a receipt before it is tried, if anything is. */
export function faultOf(typed: string): string | undefined {
  const bare = typed.replace(/[\s\p{Pd}\p{Cf}._۔]/gu, '')
  if (/[^\d\u06f0-\u06f9\u0660-\u0669]/.test(bare)) return 'public.return.other-signs'
  return latinDigits(typed).length === 24 ? undefined : 'public.return.not-24'
}
