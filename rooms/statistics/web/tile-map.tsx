import { useGet } from '../../../web/workspace/asking.ts'
import { useWords } from '../../../web/workspace/words.tsx'
import type { WarningsView } from './warning-shapes.ts'
import styles from './warnings.module.css'

interface Place {
  code: string
  level: string
  parent: string | null
  name: { en: string; ur: string }
}

/** How dark a tile is: more than expected is what a reader looks for, not much. */
function levelOf(n: number): number {
  return n === 0 ? 0 : n < 3 ? 1 : n < 6 ? 2 : 3
}

/**
 * A tile for each district, grouped by province in order of name. A diagram and no map: it shows
 * neither where a district lies nor any boundary.
 */
export function TileMap({ view }: { view: WarningsView }) {
  const { t, number, pick } = useWords()
  const { data: places } = useGet<Place[]>('/api/places')
  if (!places || !view.look) return null
  const counts = new Map(view.look.districts.map((one) => [one.code, one]))
  const alarmed = new Set(
    view.alarms
      .filter(({ stream, judgement }) => stream === 'district' && judgement !== 'dismissed')
      .flatMap(({ units }) => units),
  )
  const provinces = places.filter(
    ({ level, code }) => level === 'province' && code.startsWith(view.jurisdiction),
  )
  const told = (place: Place) => {
    const { n = 0, expected = 0 } = counts.get(place.code) ?? {}
    const said = t('warning.map.tile', {
      place: pick(place.name),
      n: number(n),
      expected: number(Math.round(expected * 10) / 10),
    })
    return alarmed.has(place.code) ? `${said} ${t('warning.map.alarm')}` : said
  }
  return (
    <figure className={styles.figure}>
      <figcaption>
        <h2>{t('warning.map')}</h2>
        <p className={styles.soft}>{t('warning.map.text')}</p>
      </figcaption>
      <p className={styles.key} aria-hidden="true">
        {[0, 1, 2, 3].map((level) => (
          <span key={level}>
            <i className={styles.tile} data-level={level} /> {t(`warning.map.level.${level}`)}
          </span>
        ))}
        <span>
          <i className={styles.tile} data-alarm /> {t('warning.map.alarm')}
        </span>
      </p>
      <div className={styles.provinces} role="img" aria-label={t('warning.map.label')}>
        {provinces.map((province) => (
          <div key={province.code} className={styles.province}>
            <b>{pick(province.name)}</b>
            <div className={styles.tiles}>
              {places
                .filter(({ parent }) => parent === province.code)
                .map((place) => (
                  <span
                    key={place.code}
                    className={styles.tile}
                    data-level={levelOf(counts.get(place.code)?.n ?? 0)}
                    data-alarm={alarmed.has(place.code) || undefined}
                    title={told(place)}
                  >
                    <span>{pick(place.name)}</span>
                    {counts.get(place.code)?.n ? <b>{number(counts.get(place.code)!.n)}</b> : null}
                  </span>
                ))}
            </div>
          </div>
        ))}
      </div>
      <details className={styles.details}>
        <summary>{t('warning.as-table')}</summary>
        <table className={styles.table}>
          <caption>{t('warning.map.label')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('warning.district')}</th>
              <th scope="col">{t('warning.observed')}</th>
              <th scope="col">{t('warning.expected')}</th>
            </tr>
          </thead>
          <tbody>
            {view.look.districts.map(({ code, n, expected }) => (
              <tr key={code}>
                <th scope="row">{view.names[code] ? pick(view.names[code]) : code}</th>
                <td>{number(n)}</td>
                <td>{number(Math.round(expected * 10) / 10)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
