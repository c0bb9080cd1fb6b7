import { Checkbox, NativeSelect, Textarea } from '@mantine/core'
import type { ProblemError } from '../../../web/workspace/api.ts'
import { Field, Notice } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { indicatorSets, isChildSet } from '../instrument.ts'
import { doubtfulCompany, interpreters, othersPresent } from '../interview.ts'
import type { InterviewView } from '../shapes.ts'
import styles from './screening.module.css'

export type Setting = Pick<
  InterviewView,
  'set' | 'language' | 'interpreter' | 'othersPresent' | 'companyWords' | 'vulnerabilities'
>

/** ISO 639-3. */
const spoken = ['urd', 'pan', 'skr', 'snd', 'pus', 'bal', 'brh', 'fas', 'ben', 'eng', 'mis']

/** Which list, which language, and who else hears what is said. */
export function SettingFields({
  value,
  change,
  problem,
  disabled = false,
}: {
  value: Setting
  change: (part: Partial<Setting>) => void
  problem: ProblemError | undefined
  disabled?: boolean
}) {
  const { t } = useWords()
  const options = (codes: readonly string[], under: string) =>
    codes.map((code) => ({ value: code, label: t(`${under}.${code}`) }))
  const doubtful = value.othersPresent.some((one) => doubtfulCompany.includes(one))
  return (
    <div className={styles.fields}>
      <Field
        name="set"
        label={t('screening.set.label')}
        hint={t('screening.set.hint')}
        problem={problem}
        required
      >
        <NativeSelect
          disabled={disabled}
          data={options(indicatorSets, 'screening.set')}
          value={value.set}
          onChange={(event) => change({ set: event.currentTarget.value as Setting['set'] })}
        />
      </Field>
      {isChildSet(value.set) && <Notice tone="neutral">{t('screening.child.note')}</Notice>}
      <Field name="language" label={t('screening.language.label')} problem={problem} required>
        <NativeSelect
          disabled={disabled}
          data={options(spoken, 'screening.language')}
          value={value.language}
          onChange={(event) => change({ language: event.currentTarget.value })}
        />
      </Field>
      <Field name="interpreter" label={t('screening.interpreter.label')} problem={problem} required>
        <NativeSelect
          disabled={disabled}
          data={options(interpreters, 'screening.interpreter')}
          value={value.interpreter}
          onChange={(event) =>
            change({ interpreter: event.currentTarget.value as Setting['interpreter'] })
          }
        />
      </Field>
      {value.interpreter === 'family-or-friend' && (
        <Notice>{t('screening.interpreter.warning')}</Notice>
      )}
      <Checkbox.Group
        label={t('screening.others.label')}
        value={value.othersPresent}
        onChange={(chosen) => change({ othersPresent: chosen as Setting['othersPresent'] })}
      >
        <div className={styles.choicesOfMany}>
          {othersPresent.map((code) => (
            <Checkbox
              key={code}
              value={code}
              label={t(`screening.others.${code}`)}
              disabled={disabled}
            />
          ))}
        </div>
      </Checkbox.Group>
      {doubtful && <Notice>{t('screening.others.warning')}</Notice>}
      <Field name="companyWords" label={t('screening.company-words.label')} problem={problem}>
        <Textarea
          autosize
          minRows={2}
          maxLength={4000}
          disabled={disabled}
          value={value.companyWords ?? ''}
          onChange={(event) => change({ companyWords: event.currentTarget.value || null })}
        />
      </Field>
    </div>
  )
}
