import { useWords } from '../../../web/workspace/words.tsx'
import type { Act, Version } from '../law.ts'
import { penaltyText } from '../wording.ts'
import styles from './charges.module.css'
import { LawGradeMark } from './telling.tsx'

/** One version of a section, with its grade, sources and conflicts. */
export function VersionPart({ act, version }: { act: Act; version: Version }) {
  const words = useWords()
  const { t, pick, lang } = words
  const comma = lang === 'ur' ? '، ' : ', '
  return (
    <div className={styles.version} data-standing={version.standing}>
      <p className={styles.grade}>
        <VersionSpan version={version} /> ·{' '}
        <LawGradeMark grade={version.grade} sources={version.sources} titles={act.sources} /> ·{' '}
        {version.reviewedByLawyer === 'none'
          ? t('charges.no-lawyer-yet')
          : t('charges.reviewed-by', version.reviewedByLawyer)}
      </p>
      {version.where && (
        <p className={styles.grade}>
          {t('charges.law.where', {
            where: version.where.map((one) => t(`charges.province.${one}`)).join(comma),
          })}
        </p>
      )}
      {version.elements.length > 0 && (
        <ul>
          {version.elements.map((one) => (
            <li key={one.id}>{pick(one.text)}</li>
          ))}
        </ul>
      )}
      {version.penalty && (
        <p>
          <b>{t('charges.law.penalty')}</b> {penaltyText(words, version.penalty)}
        </p>
      )}
      <p className={styles.grade}>
        {[
          version.cognizable !== null &&
            t(version.cognizable ? 'charges.cognizable' : 'charges.not-cognizable'),
          version.bailable !== null &&
            t(version.bailable ? 'charges.bailable' : 'charges.not-bailable'),
          version.court && pick(version.court),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {(version.conflicts ?? []).map((conflict) => (
        <div key={conflict.about.en} className={styles.conflict}>
          <b>{t('charges.law.conflict', { about: pick(conflict.about) })}</b>
          <ul>
            {conflict.readings.map((one) => (
              <li key={one.says.en}>
                {pick(one.says)}{' '}
                <LawGradeMark grade={one.grade} sources={one.sources} titles={act.sources} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {version.amendedBy && <p className={styles.caution}>{pick(version.amendedBy)}</p>}
      {version.notes && <p className={styles.what}>{pick(version.notes)}</p>}
      <p className={styles.grade}>
        {version.sources
          .map((one) => act.sources[one]?.title)
          .filter(Boolean)
          .join('; ')}
      </p>
    </div>
  )
}

function VersionSpan({ version }: { version: Version }) {
  const { t, date } = useWords()
  if (version.standing === 'reported') return <b>{t('charges.law.reported')}</b>
  const from = version.from
    ? t(version.fromUncertain ? 'charges.in-force-about' : 'charges.in-force-since', {
        on: date(version.from),
      })
    : t('charges.law.long-in-force')
  return (
    <>
      {version.until ? `${from} ${t('charges.in-force-until', { on: date(version.until) })}` : from}
    </>
  )
}

/** What the later text says otherwise than the earlier, point by point. */
export function VersionChanges({ before, after }: { before: Version; after: Version }) {
  const words = useWords()
  const { t, pick, date } = words
  const texts = (version: Version) => version.elements.map((one) => pick(one.text))
  const gone = texts(before).filter((one) => !texts(after).includes(one))
  const come = texts(after).filter((one) => !texts(before).includes(one))
  const lines: [string, string, string][] = [
    [t('charges.law.heading'), pick(before.heading), pick(after.heading)],
    [
      t('charges.law.penalty'),
      before.penalty ? penaltyText(words, before.penalty) : '–',
      after.penalty ? penaltyText(words, after.penalty) : '–',
    ],
    [
      t('charges.law.court'),
      before.court ? pick(before.court) : '–',
      after.court ? pick(after.court) : '–',
    ],
    ...(['cognizable', 'bailable'] as const).map((one): [string, string, string] => [
      t(`charges.${one}`),
      t(`charges.law.answer.${before[one] === null ? 'unknown' : before[one] ? 'yes' : 'no'}`),
      t(`charges.law.answer.${after[one] === null ? 'unknown' : after[one] ? 'yes' : 'no'}`),
    ]),
  ]
  const changed = lines.filter(([, was, is]) => was !== is)
  return (
    <ul className={styles.changes}>
      {after.from && (
        <li>
          {t(after.fromUncertain ? 'charges.in-force-about' : 'charges.in-force-since', {
            on: date(after.from),
          })}
        </li>
      )}
      {changed.map(([what, was, is]) => (
        <li key={what}>
          {what}: <del>{was}</del> → <ins>{is}</ins>
        </li>
      ))}
      {gone.map((one) => (
        <li key={one}>
          <del>{one}</del>
        </li>
      ))}
      {come.map((one) => (
        <li key={one}>
          <ins>{one}</ins>
        </li>
      ))}
      {changed.length + gone.length + come.length === 0 && <li>{t('charges.law.same-words')}</li>}
    </ul>
  )
}
