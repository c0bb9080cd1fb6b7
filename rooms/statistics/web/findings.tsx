import { Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Figure, Finding } from '../figures.ts'
import styles from './numbers.module.css'

/** What does not hold together, each with the figures that it is about. */
export function FindingList({
  findings,
  figures,
}: {
  findings: readonly Finding[]
  figures: readonly Figure[]
}) {
  const open = findings.filter(({ kind }) => kind !== 'not-verified' && kind !== 'misquoted')
  return (
    <ul>
      {open.map((finding) => (
        <li key={JSON.stringify(finding)}>
          <Sum finding={finding} figures={figures} />
        </li>
      ))}
    </ul>
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

/** Place and period of a figure. */
export function Where({ figure: { place, period } }: { figure: Figure }) {
  const { t, knows } = useWords()
  const key = `figures.place.${place}`
  return (
    <>
      {knows(key) ? t(key) : place} <bdi dir="ltr">{period}</bdi>
    </>
  )
}
