import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useGet } from '../../../web/workspace/asking.ts'
import { formatDate, type Language } from '../../../web/workspace/times.ts'
import type { Bilingual } from '../../../web/workspace/words.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Purpose, SharedField } from '../consent.ts'
import styles from './protection.module.css'
import { listed } from './telling.tsx'

/**
 * What is read to the person, in Urdu or English whatever language the officer works in: the words
 * follow what was chosen, so that nobody agrees to something else than was heard.
 */
export function ReadAloud({
  purpose,
  agency,
  fields,
  until,
}: {
  purpose: Purpose | ''
  agency: Bilingual | undefined
  fields: readonly SharedField[]
  until: string
}) {
  const { t, lang } = useWords()
  const [spoken, setSpoken] = useState<Language>(lang)
  const { data: texts } = useGet<Record<string, string>>(`/words/staff.${spoken}.json`)
  const ready = purpose && (purpose === 'reporting' || agency)
  return (
    <div className={styles.stack}>
      <div className={styles.actions}>
        <SegmentedControl
          aria-label={t('protection.ask.language')}
          value={spoken}
          onChange={(value) => setSpoken(value as Language)}
          data={[
            { value: 'ur', label: 'اردو' },
            { value: 'en', label: 'English' },
          ]}
        />
        <span className={styles.small}>{t('protection.ask.read.hint')}</span>
      </div>
      {ready && texts ? (
        <div className={styles.read} lang={spoken} dir={spoken === 'ur' ? 'rtl' : 'ltr'}>
          {sentences(texts, spoken, { purpose, agency, fields, until }).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      ) : (
        <p className={styles.soft}>{t('protection.ask.choose')}</p>
      )}
    </div>
  )
}

interface Chosen {
  purpose: Purpose
  agency: Bilingual | undefined
  fields: readonly SharedField[]
  until: string
}

/** The sentences to read, in order. `texts` are the room's words of the language spoken. */
export function sentences(
  texts: Record<string, string>,
  spoken: Language,
  { purpose, agency, fields, until }: Chosen,
): string[] {
  const say = (key: string, values: Record<string, string> = {}) =>
    (texts[`protection.${key}`] ?? '').replace(/\{\{(\w+)\}\}/g, (_all, name) => values[name] ?? '')
  const named = fields.map((field) => say(`field.${field}`))
  const told = fields.length
    ? say('read.fields', { fields: listed(spoken, named) })
    : say('read.no-fields')
  const what = say('read.what', {
    agency: agency?.[spoken] ?? '',
    purpose: say(`purpose.${purpose}`),
  })
  return [
    say('read.intro'),
    ...(purpose === 'reporting' ? [say('read.reporting')] : [what, told]),
    say('read.stop'),
    ...(until ? [say('read.until', { date: formatDate(spoken, until) })] : []),
    say('read.check'),
  ]
}
