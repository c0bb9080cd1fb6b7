import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import { ErrorNote, Grade, Loading, PageHead, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Figure } from '../figures.ts'
import { factGrades } from './fact-grades.ts'
import { FigureImport } from './figure-import.tsx'
import type { FiguresView } from './figure-shapes.ts'
import { History, Waiting } from './figures-own.tsx'
import { FindingList, Where } from './findings.tsx'
import styles from './numbers.module.css'

/** What others have published, and what of it does not hold together. */
export function FiguresPage() {
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<FiguresView>('/api/figures')
  return (
    <>
      <PageHead
        title={t('figures.title')}
        sub={t('figures.sub')}
        actions={
          data?.mayEnter && (
            <Button component={Link} to="/figures/entry">
              {t('figure.new')}
            </Button>
          )
        }
      />
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data && (
        <>
          <Waiting view={data} />
          <Sums view={data} />
          <All figures={data.figures} />
          <History view={data} />
          {data.mayEnter && <FigureImport figures={data.figures} />}
        </>
      )}
    </>
  )
}

function Sums({ view: { figures, findings } }: { view: FiguresView }) {
  const { t } = useWords()
  return (
    <section className={styles.part}>
      <h2>{t('figures.sums')}</h2>
      <FindingList findings={findings} figures={figures} />
    </section>
  )
}

function All({ figures }: { figures: readonly Figure[] }) {
  const { t, pick } = useWords()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard
    <section className={styles.scroll} aria-label={t('figures.all')} tabIndex={0}>
      <table className={styles.table}>
        <caption>{t('figures.all')}</caption>
        <thead>
          <tr>
            {(['what', 'value', 'when', 'source', 'known'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`figures.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.map((one) => (
            <tr key={one.key}>
              <th scope="row">
                {pick(one.name)}
                {one.note && <div className={styles.soft}>{pick(one.note)}</div>}
              </th>
              <td>
                <Value figure={one} />
              </td>
              <td>
                <Where figure={one} />
              </td>
              <td>
                <bdi dir="auto">{one.source}</bdi>
              </td>
              <td>
                <Tag tone={one.state === 'verified' ? 'met' : 'danger'}>
                  {t(`figures.state.${one.state}`)}
                </Tag>{' '}
                <Grade grade={factGrades[one.grade]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Value({ figure: { value, unit, rough, parts = [] } }: { figure: Figure }) {
  const { t, number, pick } = useWords()
  return (
    <>
      {rough && `${t('figures.about')} `}
      <bdi>{number(value)}</bdi> {t(`figures.unit.${unit}`)}
      {parts.map((part) => (
        <div key={part.key} className={styles.soft}>
          {pick(part.name)}: <bdi>{number(part.value)}</bdi>
        </div>
      ))}
    </>
  )
}
