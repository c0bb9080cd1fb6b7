/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { tellWhen } from '../../../../web/public/due.ts'
import { say } from '../../../../web/public/pieces.tsx'
import type { Text } from '../../../../web/public/text.ts'
import type { OwnRetaliation } from '../../retaliation-routes.ts'
import { ask } from './api.ts'
import type { OpenMailbox } from './sealing.ts'
import { tellTrouble } from './troubles.ts'

interface Props {
  t: Text
  lang: string
  open: OpenMailbox
}

/** "Somebody makes me pay for this": one tap and a confirmation; the desk is not told. */
export function Retaliation({ t, lang, open }: Props): VNode {
  const [said, setSaid] = useState<OwnRetaliation | null>(null)
  const [asking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState('')
  const mailbox = `${open.mailbox.locator}.${open.mailbox.token}`
  const url = '/api/mailbox/retaliation'
  useEffect(() => {
    void ask<OwnRetaliation>('GET', url, { mailbox }).then(setSaid, () => undefined)
  }, [mailbox])

  async function raise(): Promise<void> {
    setTrouble('')
    try {
      setSaid(await ask<OwnRetaliation>('POST', url, { mailbox }))
      setAsking(false)
    } catch (why) {
      setTrouble(tellTrouble(t, why))
    }
  }

  const raised = said?.raisedAt && !said.doneAt ? said : null
  return (
    <section id="retaliation">
      <h2>{t('public.retaliation.heading')}</h2>
      {said?.doneAt && <p class="good">{t('public.retaliation.done')}</p>}
      {raised ? (
        <p class="good" role="status">
          {t(raised.seenAt ? 'public.retaliation.seen' : 'public.retaliation.raised')}{' '}
          <time class="soft" dateTime={raised.seenAt ?? raised.raisedAt!}>
            {say(tellWhen(lang, new Date(raised.seenAt ?? raised.raisedAt!)))}
          </time>
        </p>
      ) : (
        <p>{t('public.retaliation.what')}</p>
      )}
      {trouble && (
        <div class="problem" role="alert">
          {say(trouble)}
        </div>
      )}
      {!raised && !asking && (
        <button type="button" class="next second" id="raise" onClick={() => setAsking(true)}>
          {t('public.retaliation.raise')}
        </button>
      )}
      {!raised && asking && (
        <>
          <p class="why">{t('public.retaliation.sure')}</p>
          <button type="button" class="next" id="raise-yes" onClick={() => void raise()}>
            {t('public.retaliation.yes')}
          </button>
          <button type="button" class="link" onClick={() => setAsking(false)}>
            {t('public.retaliation.no')}
          </button>
        </>
      )}
    </section>
  )
}
