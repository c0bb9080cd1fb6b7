import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import { ErrorNote, Loading, Notice, PageHead, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { CodeLists } from './code-lists.tsx'
import styles from './numbers.module.css'
import { Gaps, Mapping, Populations } from './standard-around.tsx'
import type { StandardsView, StandardView } from './standard-shapes.ts'
import { StandardTableView } from './standard-table.tsx'

const FIRST_YEAR = 2018

/** The counts in the tables that others ask for: what maps, what does not, and the files. */
export function StandardsPage() {
  const { t } = useWords()
  const list = useGet<StandardsView>('/api/standards')
  return (
    <>
      <PageHead title={t('standard.title')} sub={t('standard.sub')} />
      <ErrorNote problem={list.problem} again={list.again} />
      {list.loading && <Loading />}
      {list.data && <Chosen list={list.data} />}
    </>
  )
}

function Chosen({ list }: { list: StandardsView }) {
  const { t, pick } = useWords()
  const [params, setParams] = useSearchParams()
  const standard = params.get('standard') ?? list.standards[0]!.code
  const year = params.get('year') ?? String(list.thisYear)
  const place = params.get('place') ?? list.places[0]!.code
  const small = params.get('small') === 'show'
  const change = (part: Record<string, string>) =>
    setParams({ ...Object.fromEntries(params), ...part }, { replace: true })
  const query = new URLSearchParams({ year, place, small: small ? 'show' : 'hide' }).toString()
  const { data, problem, loading, again } = useGet<StandardView>(
    `/api/standards/${standard}?${query}`,
  )
  const years = Array.from({ length: list.thisYear - FIRST_YEAR + 1 }, (_, i) =>
    String(list.thisYear - i),
  )
  return (
    <>
      <form className={styles.choose} onSubmit={(event) => event.preventDefault()}>
        <NativeSelect
          label={t('standard.which')}
          value={standard}
          onChange={(event) => change({ standard: event.currentTarget.value })}
          data={list.standards.map(({ code }) => ({
            value: code,
            label: t(`standard.name.${code}`),
          }))}
        />
        <NativeSelect
          label={t('standard.year')}
          value={year}
          onChange={(event) => change({ year: event.currentTarget.value })}
          data={years}
        />
        <NativeSelect
          label={t('standard.place')}
          value={place}
          onChange={(event) => change({ place: event.currentTarget.value })}
          data={list.places.map(({ code, name }) => ({ value: code, label: pick(name) }))}
        />
      </form>
      <Checkbox
        checked={small}
        label={t('standard.small')}
        onChange={(event) => change({ small: event.currentTarget.checked ? 'show' : 'hide' })}
      />
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data && <Told view={data} query={query} />}
      {standard === 'ic-tip' && <CodeLists list={list} />}
    </>
  )
}

function Told({ view, query }: { view: StandardView; query: string }) {
  const { t, date, dateTime, knows } = useWords()
  const laws = view.laws
    .map((law) => (knows(`numbers.code.${law}`) ? t(`numbers.code.${law}`) : law))
    .join(' · ')
  const files = view.standard === 'sdg-16-2-2' || view.standard === 'ctdc'
  return (
    <>
      <section className={styles.part} aria-live="polite">
        <p>
          <bdi dir="auto">{view.edition}</bdi>{' '}
          <Tag tone={view.grade === 'official-copy' ? 'met' : 'neutral'}>
            {t(`standard.grade.${view.grade}`)}
          </Tag>
          <span className={styles.block}>
            <bdi dir="auto" className={styles.soft}>
              {view.source}
            </bdi>
          </span>
        </p>
        <p>{t(`standard.about.${view.standard}`)}</p>
        <p>
          {t('standard.period', {
            from: date(view.from),
            until: date(view.until),
            at: dateTime(view.countedAt),
          })}{' '}
          {t('standard.once')}
        </p>
        <p>{laws ? t('standard.laws', { laws }) : t('standard.laws.none')}</p>
        {view.hidden > 0 && (
          <Notice tone="neutral">
            {t('standard.hidden.count', { count: view.hidden })}. {t('standard.hidden')}
          </Notice>
        )}
      </section>
      {view.tables.map((table) => (
        <StandardTableView key={table.code} table={table} names={view.names} />
      ))}
      <section className={styles.part}>
        <h2>{t('standard.download')}</h2>
        <div className={styles.actions}>
          {files && (
            <Button
              component="a"
              href={`/api/standards/${view.standard}/data.csv?${query}`}
              download
            >
              {t(`standard.download.data.${view.standard}`)}
            </Button>
          )}
          {(['csv', 'xlsx', 'json'] as const).map((kind) => (
            <Button
              key={kind}
              component="a"
              variant="default"
              href={`/api/standards/${view.standard}/table.${kind}?${query}`}
              download
            >
              {t(`standard.download.${kind}`)}
            </Button>
          ))}
        </div>
      </section>
      <Gaps gaps={view.gaps} />
      {view.populations.length > 0 && <Populations populations={view.populations} />}
      <Mapping mapping={view.mapping} />
    </>
  )
}
