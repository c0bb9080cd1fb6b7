import { useWords } from '../../../web/workspace/words.tsx'
import type { AlarmView, Names } from './warning-shapes.ts'

/** An alarm in plain words: what, since when, how many against how many, how often by chance. */
export function useTelling(names: Names) {
  const { t, number, date, pick } = useWords()
  const place = (code: string) => (names[code] ? pick(names[code]) : code)
  const what = ({ stream, units }: Pick<AlarmView, 'stream' | 'units'>): string => {
    const [first = ''] = units
    if (stream === 'district' && units.length > 1)
      return t('warning.what.province', { place: place(first.split('-').slice(0, 2).join('-')) })
    if (stream === 'district') return place(first)
    if (stream === 'form') return t(`numbers.form.${first}`)
    if (stream === 'route') {
      const [from = '', to = ''] = first.split('>')
      return t('warning.what.route', { from: place(from), to: place(to) })
    }
    return stream === 'all' ? t('warning.what.all') : t(`warning.what.${stream}`, { key: first })
  }
  return {
    what,
    counts: ({ observed, expected, fromOn, toOn }: AlarmView) =>
      t('warning.counts', {
        observed: number(observed),
        expected: number(Math.round(expected * 10) / 10),
        from: date(fromOn),
        to: date(toOn),
      }),
    chance: ({ recurrence }: AlarmView) => {
      const [unit, n] =
        recurrence < 9
          ? (['weeks', recurrence] as const)
          : recurrence < 104
            ? (['months', recurrence / 4.345] as const)
            : (['years', recurrence / 52.18] as const)
      return t(`warning.chance.${unit}`, { n: number(Math.round(n)) })
    },
  }
}
