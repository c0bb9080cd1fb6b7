import { DataTable, Grade, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { CrosswalkGrade } from '../standards/htcds.ts'
import { factGrades } from './fact-grades.ts'
import styles from './numbers.module.css'
import type { StandardView } from './standard-shapes.ts'

/** What the standard asks and these counts cannot tell, each with its reason. */
export function Gaps({ gaps }: Pick<StandardView, 'gaps'>) {
  const { t } = useWords()
  return (
    <section className={styles.part}>
      <h2>{t('standard.gaps')}</h2>
      <DataTable
        caption={t('standard.gaps')}
        rows={gaps}
        rowKey={({ asks, section }) => `${asks} ${section}`}
        empty={null}
        columns={[
          {
            key: 'what',
            label: t('standard.gaps.what'),
            show: ({ asks }) => t(`standard.asks.${asks}`),
            main: true,
          },
          {
            key: 'why',
            label: t('standard.gaps.why'),
            show: ({ why }) => t(`standard.status.${why}`),
          },
          {
            key: 'where',
            label: t('standard.gaps.where'),
            show: ({ section }) => <bdi dir="auto">{section}</bdi>,
          },
        ]}
      />
    </section>
  )
}

/** Every code of HTCDS with its place in the standard, or the reason why it has none. */
export function Mapping({ mapping }: Pick<StandardView, 'mapping'>) {
  const { t } = useWords()
  return (
    <section className={styles.part}>
      <h2>{t('standard.maps')}</h2>
      <DataTable
        caption={t('standard.maps')}
        rows={mapping}
        rowKey={({ from }) => from}
        empty={null}
        columns={[
          {
            key: 'ours',
            label: t('standard.maps.ours'),
            show: ({ from }) => <bdi dir="ltr">{from}</bdi>,
            main: true,
          },
          {
            key: 'theirs',
            label: t('standard.maps.theirs'),
            show: ({ to, none }) =>
              to === null ? t(`standard.status.${none}`) : <bdi dir="ltr">{to}</bdi>,
          },
          {
            key: 'known',
            label: t('standard.maps.known'),
            show: ({ grade }) => <CrosswalkTag grade={grade} />,
          },
        ]}
      />
    </section>
  )
}

function CrosswalkTag({ grade }: { grade: CrosswalkGrade }) {
  const { t } = useWords()
  return (
    <Tag tone={grade === 'official-copy' ? 'met' : 'neutral'}>{t(`standard.grade.${grade}`)}</Tag>
  )
}

/** The people that rates are taken of, with year, source and grade. */
export function Populations({ populations }: Pick<StandardView, 'populations'>) {
  const { t, number, knows } = useWords()
  return (
    <section className={styles.part}>
      <h2>{t('standard.populations')}</h2>
      <DataTable
        caption={t('standard.populations')}
        rows={populations}
        rowKey={({ group }) => group}
        empty={null}
        columns={[
          {
            key: 'group',
            label: t('standard.populations.group'),
            show: ({ group }) =>
              knows(`standard.code.${group}`) ? t(`standard.code.${group}`) : group,
            main: true,
          },
          {
            key: 'people',
            label: t('standard.populations.people'),
            show: ({ people }) => <bdi>{number(people)}</bdi>,
          },
          { key: 'year', label: t('standard.year'), show: ({ year }) => <bdi>{year}</bdi> },
          {
            key: 'source',
            label: t('figures.source'),
            show: ({ source, grade }) => (
              <>
                <bdi dir="auto">{source}</bdi> <Grade grade={factGrades[grade]} />
              </>
            ),
          },
        ]}
      />
    </section>
  )
}
