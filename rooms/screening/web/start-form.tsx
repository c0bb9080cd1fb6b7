import { Button, Group } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { ErrorNote } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { ScreeningOfCaseView } from '../shapes.ts'
import styles from './screening.module.css'
import { type Setting, SettingFields } from './setting-fields.tsx'
import { isolated } from './tones.ts'

type Person = ScreeningOfCaseView['persons'][number]['person']

export function StartForm({
  caseId,
  person,
  close,
}: {
  caseId: string
  person: Person
  close: () => void
}) {
  const { t } = useWords()
  const navigate = useNavigate()
  const heading = useRef<HTMLHeadingElement>(null)
  const [setting, setSetting] = useState<Setting>({
    set: person.suggestedSet,
    language: 'urd',
    interpreter: 'none',
    othersPresent: [],
    companyWords: null,
    vulnerabilities: [],
  })
  const { send, busy, problem } = useSend(
    (body: Setting) =>
      api.post<{ id: string }>(`/api/cases/${caseId}/screening/interviews`, {
        personId: person.id,
        ...body,
      }),
    {
      refresh: [`/api/cases/${caseId}`],
      done: ({ id }) => void navigate(`/screening/${id}?part=acts`),
    },
  )
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className={styles.sheet} aria-labelledby="start-title">
      <h2 id="start-title" ref={heading} tabIndex={-1}>
        {t('screening.start.for', { name: isolated(person.name ?? t('work.name-not-known')) })}
      </h2>
      <p>
        <b>{t('screening.start.title')}.</b> {t('screening.start.text')}
      </p>
      <SettingFields
        value={setting}
        change={(part) => setSetting({ ...setting, ...part })}
        problem={problem}
      />
      <ErrorNote problem={problem} />
      <Group>
        <Button loading={busy} onClick={() => void send(setting)}>
          {t('screening.start.button')}
        </Button>
        <Button variant="default" onClick={close}>
          {t('work.cancel')}
        </Button>
      </Group>
    </section>
  )
}
