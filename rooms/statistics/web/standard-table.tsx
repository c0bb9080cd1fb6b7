import { Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import styles from './numbers.module.css'
import type { ReadCell, ReadTable, StandardView } from './standard-shapes.ts'

/** One table as the standard asks for it; a cell without a number says why. */
export function StandardTableView({
  table,
  names,
}: {
  table: ReadTable
  names: StandardView['names']
}) {
  const { t, pick } = useWords()
  const name = (code: string) => (names[code] ? pick(names[code]) : code)
  const title = t(`standard.table.${table.code}`)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard
    <section className={styles.scroll} aria-label={title} tabIndex={0}>
      <table className={styles.table}>
        <caption>
          <strong>{title}</strong> · {t(`standard.unit.${table.unit}`)} ·{' '}
          <bdi dir="auto">{table.section}</bdi>{' '}
          <Tag tone={table.grade === 'official-copy' ? 'met' : 'neutral'}>
            {t(`standard.grade.${table.grade}`)}
          </Tag>
        </caption>
        <thead>
          <tr>
            <td />
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {name(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.code} className={row.code === 'total' ? styles.sum : ''}>
              <th scope="row">
                <bdi>{name(row.code)}</bdi>
              </th>
              {row.cells.map((cell, at) => (
                <td key={table.columns[at]}>
                  <Read cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Read({ cell: { value, status } }: { cell: ReadCell }) {
  const { t, number } = useWords()
  if (value !== null) return <bdi>{number(value)}</bdi>
  return <span className={styles.soft}>{t(`standard.status.${status}`)}</span>
}
