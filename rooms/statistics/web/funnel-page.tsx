import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import { EmptyState, ErrorNote, Loading, Notice, PageHead } from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { groupings } from '../funnel.ts'
import { funnelDefinitions } from '../funnel-definitions.ts'
import type { FunnelView } from '../funnel-view.ts'
import { Definitions } from './around.tsx'
import { Exports } from './exports.tsx'
import type { OpenedStage } from './funnel-counts.tsx'
import { useGroupName } from './funnel-naming.ts'
import { OpenedFunnel } from './funnel-opened.tsx'
import { FunnelPicture } from './funnel-picture.tsx'
import { AccusedTable, GroupTable, LossTable, SentenceTable, StageTable } from './funnel-tables.tsx'
import styles from './numbers.module.css'

type Selection = Record<string, string>

/** From report to conviction: how many, how long, who was lost where and why, and what was given. */
export function FunnelPage() {
  const { t, dateTime } = useWords()
  const [params, setParams] = useSearchParams({ by: 'act' })
  const [opened, setOpened] = useState<OpenedStage>()
  const selection: Selection = Object.fromEntries(params)
  const { by: _by, ...filter } = selection
  const query = new URLSearchParams(selection)
  const { data, problem, loading, again } = useGet<FunnelView>(`/api/funnel?${query}`)
  const change = (part: Selection) => {
    const next = Object.entries({ ...selection, ...part }).filter(([, value]) => value)
    setParams(next, { replace: true })
  }
  const place = data?.jurisdiction === 'PK' ? t('numbers.country') : (data?.jurisdiction ?? '')
  return (
    <>
      <PageHead
        title={t('funnel.title')}
        sub={data && t(`funnel.sub.${data.counted}`, { place, date: dateTime(data.asOf) })}
        actions={
          <Button variant="default" onClick={() => window.print()}>
            {t('work.print')}
          </Button>
        }
      />
      <Choosing selection={selection} change={change} view={data} />
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data?.hidden && <Notice title={t('funnel.hidden')}>{t('funnel.small.hidden')}</Notice>}
      {data && data.total === 0 && (
        <EmptyState title={t('funnel.none')}>{t('funnel.none.text')}</EmptyState>
      )}
      {data && data.total !== 0 && (
        <>
          <FunnelPicture view={data} />
          <StageTable view={data} open={setOpened} />
          <LossTable view={data} />
          <AccusedTable view={data} />
          <SentenceTable view={data} />
          <GroupTable view={data} />
        </>
      )}
      {data && (
        <Exports
          of="funnel"
          url="/api/funnel/funnel"
          filter={selection}
          maySmall={data.mayShowSmall}
        />
      )}
      <Definitions keys={funnelDefinitions} />
      {opened && (
        <OpenedFunnel opened={opened} filter={filter} close={() => setOpened(undefined)} />
      )}
    </>
  )
}

function Choosing({
  selection,
  change,
  view,
}: {
  selection: Selection
  change: (part: Selection) => void
  view: FunnelView | undefined
}) {
  const { t } = useWords()
  const { has } = useSession()
  const name = useGroupName(view?.names ?? {})
  return (
    <form className={styles.choose} onSubmit={(event) => event.preventDefault()}>
      <NativeSelect
        label={t('funnel.compare')}
        value={selection.by ?? 'act'}
        onChange={(event) => change({ by: event.currentTarget.value })}
        data={groupings.map((one) => ({ value: one, label: t(`funnel.grouping.${one}`) }))}
      />
      {groupings.map((by) => (
        <NativeSelect
          key={by}
          label={t(`funnel.grouping.${by}`)}
          value={selection[by] ?? ''}
          onChange={(event) => change({ [by]: event.currentTarget.value })}
          data={[
            { value: '', label: t('numbers.everyone') },
            ...[
              ...new Set([...(view?.choices[by] ?? []), ...(selection[by] ? [selection[by]] : [])]),
            ].map((code) => ({ value: code, label: name(by, code) })),
          ]}
        />
      ))}
      {(['from', 'until'] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          label={t(`funnel.${end}`)}
          value={selection[end] ?? ''}
          onChange={(event) => change({ [end]: event.currentTarget.value })}
        />
      ))}
      {/* By duty, not by the answer: it must not go away under the hand while counts are asked for. */}
      {has('statistician', 'oversight') && (
        <Checkbox
          style={{ alignSelf: 'end' }}
          checked={selection.small === 'show'}
          label={t('funnel.show-small')}
          onChange={(event) => change({ small: event.currentTarget.checked ? 'show' : '' })}
        />
      )}
    </form>
  )
}
