import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { ErrorNote, Field, PersonName } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { LicenseeView } from './answers.ts'
import styles from './recruiters.module.css'
import { LicenceNumber, LicenceState } from './state.tsx'

/** Finds a licensee in the register and keeps who was chosen. */
export function ChooseLicensee(of: { chosen: string | null; choose: (id: string | null) => void }) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const [found, setFound] = useState<LicenseeView[]>()
  const search = useSend(
    () => api.post<{ items: { licensee: LicenseeView }[] }>('/api/recruiters/search', { text }),
    { done: (answer) => setFound(answer.items.map((one) => one.licensee)) },
  )
  const known = useGet<{ licensee: LicenseeView }>(
    of.chosen ? `/api/recruiters/licensees/${of.chosen}` : undefined,
  )
  if (of.chosen && known.data) {
    const { licensee } = known.data
    return (
      <p className={styles.actions}>
        <b>
          <PersonName name={licensee.name} />
        </b>
        <LicenceNumber number={licensee.licenceNumber} />
        <LicenceState status={licensee.status} />
        <Button variant="default" size="compact-sm" onClick={() => of.choose(null)}>
          {t('work.remove')}
        </Button>
      </p>
    )
  }
  return (
    <div>
      <div className={styles.bar}>
        <div className={styles.find}>
          <Field name="licensee" label={t('recruiters.complaint.choose')}>
            <TextInput
              dir="auto"
              value={text}
              maxLength={300}
              onChange={(event) => setText(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return
                // Enter looks up the licensee; it must not send the half-filled form.
                event.preventDefault()
                if (text.trim()) void search.send()
              }}
            />
          </Field>
        </div>
        <Button
          variant="default"
          loading={search.busy}
          onClick={() => text.trim() && void search.send()}
        >
          {t('recruiters.find.do')}
        </Button>
      </div>
      <ErrorNote problem={search.problem} />
      {found && !found.length && <p className={styles.soft}>{t('recruiters.find.none')}</p>}
      <ul className={styles.choices}>
        {found?.map((one) => (
          <li key={one.id}>
            <Button variant="default" onClick={() => of.choose(one.id)}>
              <PersonName name={one.name} />
              &nbsp;
              <LicenceNumber number={one.licenceNumber} />
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
