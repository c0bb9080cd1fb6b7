import { Button } from '@mantine/core'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import { EmptyState, ErrorNote, Loading, PageHead } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { numberDefinitions } from '../number-definitions.ts'
import { Definitions, Notes } from './around.tsx'
import { Choosing, type Selection } from './choosing.tsx'
import { CountTable, type Opened } from './count-table.tsx'
import { Exports } from './exports.tsx'
import { OpenedCount } from './opened-count.tsx'
import type { NumbersView } from './shapes.ts'

/** Detected victims in a table that opens to its cases, with what a reader must know beside it. */
export function NumbersPage() {
  const { t, dateTime } = useWords()
  const [params, setParams] = useSearchParams({ by: 'form', across: 'sex' })
  const [opened, setOpened] = useState<Opened>()
  const selection: Selection = Object.fromEntries(params)
  const { by: _by, across: _across, ...filter } = selection
  const { data, problem, loading, again } = useGet<NumbersView>(`/api/numbers?${asked(selection)}`)
  const change = (part: Selection) => {
    const next = Object.entries({ ...selection, ...part }).filter(
      ([key, value]) => value || key === 'across',
    )
    setParams(next, { replace: true })
  }
  const place = data?.jurisdiction === 'PK' ? t('numbers.country') : (data?.jurisdiction ?? '')
  return (
    <>
      <PageHead
        title={t('numbers.title')}
        sub={data && t(`numbers.sub.${data.counted}`, { place, date: dateTime(data.asOf) })}
        actions={
          <Button variant="default" onClick={() => window.print()}>
            {t('work.print')}
          </Button>
        }
      />
      <Choosing selection={selection} change={change} view={data} />
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data && data.total === 0 && (
        <EmptyState title={t('numbers.none')}>{t('numbers.none.text')}</EmptyState>
      )}
      {data && (
        <>
          {data.total > 0 && <CountTable view={data} open={setOpened} />}
          <Notes view={data} />
          <Exports
            of="numbers"
            url="/api/numbers/victims"
            filter={filter}
            maySmall={data.mayExportSmallNumbers}
          />
        </>
      )}
      <Definitions keys={numberDefinitions} />
      {opened && <OpenedCount opened={opened} filter={filter} close={() => setOpened(undefined)} />}
    </>
  )
}

function asked(selection: Selection): URLSearchParams {
  return new URLSearchParams(Object.entries(selection).filter(([, value]) => value))
}
