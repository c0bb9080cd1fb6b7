import { useWords } from '../../../web/workspace/words.tsx'
import { unknownCodes, useCodeName } from './naming.ts'
import styles from './numbers.module.css'
import type { NumbersView } from './shapes.ts'

/** A count and how it is told: the codes that a cell stands for. */
export interface Opened {
  n: number
  what: string
  cell: Record<string, string>
}

/** The table: every count opens to what it counts, and a bar beside it shows its share. */
export function CountTable({ view, open }: { view: NumbersView; open: (cell: Opened) => void }) {
  const { t } = useWords()
  const name = useCodeName(view.names)
  const { by, across, rows, columns, total } = view
  const most = Math.max(1, ...rows.map(({ n }) => n))
  const titles = {
    by: t(`numbers.dimension.${by}`),
    ...(across && { across: t(`numbers.dimension.${across}`) }),
  }
  const caption = t(across ? 'numbers.caption.across' : 'numbers.caption', titles)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard
    <section className={styles.scroll} aria-label={caption} tabIndex={0}>
      <table className={styles.table}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{titles.by}</th>
            {across &&
              columns.map(({ code }) => (
                <th key={code} scope="col">
                  {name(across, code)}
                </th>
              ))}
            <th scope="col">{t('numbers.total')}</th>
            <td className={styles.bar} aria-hidden="true" />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.code} className={unknownCodes.includes(row.code) ? styles.unknown : ''}>
              <th scope="row">{name(by, row.code)}</th>
              {across &&
                columns.map(({ code }) => (
                  <td key={code}>
                    <Count
                      n={row.cells[code] ?? 0}
                      what={`${name(by, row.code)}, ${name(across, code)}`}
                      cell={{ [by]: row.code, [across]: code }}
                      open={open}
                    />
                  </td>
                ))}
              <td>
                <Count n={row.n} what={name(by, row.code)} cell={{ [by]: row.code }} open={open} />
              </td>
              <td className={styles.bar} aria-hidden="true">
                <Bar share={row.n / most} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('numbers.total')}</th>
            {across &&
              columns.map(({ code, n }) => (
                <td key={code}>
                  <Count n={n} what={name(across, code)} cell={{ [across]: code }} open={open} />
                </td>
              ))}
            <td>
              <Count n={total} what={t('numbers.total')} cell={{}} open={open} />
            </td>
            <td className={styles.bar} aria-hidden="true" />
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

function Count({ n, what, cell, open }: Opened & { open: (cell: Opened) => void }) {
  const { t, number } = useWords()
  if (n === 0) return <bdi>0</bdi>
  return (
    <button
      type="button"
      className={styles.count}
      aria-label={t('numbers.open-count', { n: number(n), what })}
      onClick={() => open({ n, what, cell })}
    >
      <bdi>{number(n)}</bdi>
    </button>
  )
}

/** Grows from the side where reading begins. */
function Bar({ share }: { share: number }) {
  const { dir } = useWords()
  const width = Math.round(share * 1000) / 10
  return (
    <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <rect x={dir === 'rtl' ? 100 - width : 0} y="0" width={width} height="12" rx="1" />
    </svg>
  )
}
