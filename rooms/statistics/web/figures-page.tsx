import { useGet } from '../../../web/workspace/asking.ts'
import { ErrorNote, Grade, Loading, PageHead, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Figure, Finding } from '../figures.ts'
import { factGrades } from './fact-grades.ts'
import styles from './numbers.module.css'

interface FiguresView {
  figures: Figure[]
  findings: Finding[]
}

/** What others have published, and what of it does not hold together. */
export function FiguresPage() {
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<FiguresView>('/api/figures')
  return (
    <>
      <PageHead title={t('figures.title')} sub={t('figures.sub')} />
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data && (
        <>
          <Sums view={data} />
          <All figures={data.figures} />
        </>
      )}
    </>
  )
}

function Sums({ view: { figures, findings } }: { view: FiguresView }) {
  const { t } = useWords()
  const open = findings.filter(({ kind }) => kind !== 'not-verified' && kind !== 'misquoted')
  return (
    <section className={styles.part}>
      <h2>{t('figures.sums')}</h2>
      <ul>
        {open.map((finding) => (
          <li key={JSON.stringify(finding)}>
            <Sum finding={finding} figures={figures} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Sum({ finding, figures }: { finding: Finding; figures: readonly Figure[] }) {
  const { t, number, pick } = useWords()
  const keys = 'figures' in finding ? finding.figures : [finding.figure]
  const about = figures.filter(({ key }) => keys.includes(key))
  const several = (values: readonly number[]) => values.map(number).join(' ≠ ')
  return (
    <>
      {finding.kind === 'parts-do-not-close' && (
        <>
          <bdi dir="ltr">
            {`${finding.parts.map(number).join(' + ')} = ${number(finding.sum)} ≠ ${number(finding.total)}`}
          </bdi>{' '}
          <Tag tone="danger">
            {t(finding.missing > 0 ? 'figures.missing' : 'figures.too-many', {
              count: Math.abs(finding.missing),
            })}
          </Tag>
        </>
      )}
      {finding.kind === 'sources-differ' &&
        t('figures.sources-differ', { values: several(finding.values) })}
      {finding.kind === 'parts-differ' &&
        t('figures.parts-differ', {
          part: partName(about, finding.part, pick),
          values: several(finding.values),
        })}
      {finding.kind === 'share-does-not-match' &&
        t('figures.share-does-not-match', {
          stated: number(finding.stated),
          computed: finding.computed.toFixed(1),
        })}
      {finding.kind === 'part-above-whole' && t('figures.part-above-whole')}
      {about.map((one) => (
        <div key={one.key} className={styles.soft}>
          {pick(one.name)}, <Where figure={one} />. <bdi dir="auto">{one.source}</bdi>
        </div>
      ))}
    </>
  )
}

function partName(
  figures: readonly Figure[],
  part: string,
  pick: (name: { en: string; ur: string }) => string,
): string {
  const found = figures.flatMap(({ parts = [] }) => parts).find(({ key }) => key === part)
  return found ? pick(found.name) : part
}

function Where({ figure: { place, period } }: { figure: Figure }) {
  const { t, knows } = useWords()
  const key = `figures.place.${place}`
  return (
    <>
      {knows(key) ? t(key) : place} <bdi dir="ltr">{period}</bdi>
    </>
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
