import { Button } from '@mantine/core'
import { useState } from 'react'
import { api, type ProblemError } from '../../../web/workspace/api.ts'
import { useGet } from '../../../web/workspace/asking.ts'
import {
  Aside,
  ErrorNote,
  PersonName,
  Timeline,
  type TimelineEntry,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { TaskView } from '../views.ts'
import type { CaseAnswer, TimelineAnswer } from './case-answers.ts'

/** What is due in the case, then what has happened, the latest first. */
export function CaseSide({ file }: { file: CaseAnswer }) {
  const { t } = useWords()
  const tasks = useGet<TaskView[]>(`/api/cases/${file.id}/tasks`)
  const timeline = useGet<TimelineAnswer>(`/api/cases/${file.id}/timeline`)
  const [older, setOlder] = useState<TimelineAnswer[]>([])
  const [trouble, setTrouble] = useState<ProblemError>()
  const entryOf = useEntries(file)
  const pages = [timeline.data, ...older].filter((page) => page !== undefined)
  const next = pages.at(-1)?.next
  const due: TimelineEntry[] = (tasks.data ?? [])
    .filter((task) => !task.doneAt)
    .slice(0, 5)
    .map((task) => ({
      id: task.id,
      what: task.words,
      at: task.dueAt,
      due: true,
      by: task.for && <PersonName name={task.for} />,
    }))
  const readOn = async () => {
    try {
      const page = await api.get<TimelineAnswer>(`/api/cases/${file.id}/timeline`, {
        query: { before: next },
      })
      setOlder((before) => [...before, page])
      setTrouble(undefined)
    } catch (error) {
      setTrouble(error as ProblemError)
    }
  }
  return (
    <Aside title={t('cases.happened')}>
      <ErrorNote problem={timeline.problem ?? tasks.problem} again={timeline.again} />
      <Timeline
        entries={[
          ...due,
          ...pages.flatMap((page) => page.items.map((item) => entryOf(item, page.names))),
        ]}
      />
      <ErrorNote problem={trouble} />
      {next && (
        <Button variant="default" size="compact-sm" onClick={() => void readOn()}>
          {t('work.more')}
        </Button>
      )}
    </Aside>
  )
}

/** An event in the reader's words: ids become names, codes are put in by the text itself. */
function useEntries(file: CaseAnswer) {
  const { t, knows, pick, date, day, dir } = useWords()
  return (item: TimelineAnswer['items'][number], names: TimelineAnswer['names']): TimelineEntry => {
    const values: Record<string, string> = {}
    for (const [key, value] of Object.entries(item.data)) {
      if (typeof value !== 'string') continue
      const person = file.persons.find((one) => one.id === value)
      if (names[value]) values[key.replace(/Id$/, '')] = pick(names[value])
      else if (person) values[key.replace(/Id$/, '')] = person.name ?? t('work.name-not-known')
      else if (/^\d{4}-\d\d-\d\d$/.test(value)) values[key] = date(value)
      else values[key] = /^\d{4}-\d\d-\d\dT/.test(value) ? day(value) : value
    }
    const key = `event.${item.kind}`
    // The text's own direction, also where it begins with a name of the other one.
    const what = <span dir={dir}>{knows(key) ? t(key, values) : t('event.other')}</span>
    return { id: item.id, what, at: item.at, by: item.by && <PersonName name={item.by} /> }
  }
}
