import { TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { useWords } from '../../../web/workspace/words.tsx'
import { type Fact, factCodes, factKinds, facts } from '../facts.ts'
import styles from './cases.module.css'

/** Chooses one coded fact by its plain words, in groups, narrowed by typing. */
export function FactPicker({
  value,
  error,
  onChange,
}: {
  value: Fact | ''
  error: string | undefined
  onChange: (fact: Fact) => void
}) {
  const { t } = useWords()
  const [sought, setSought] = useState('')
  const id = useId()
  const matches = (fact: Fact) =>
    `${t(`fact.${fact}`)} ${t(`fact.${fact}.means`)} ${t(`fact-kind.${facts[fact].kind}`)}`
      .toLowerCase()
      .includes(sought.trim().toLowerCase())
  const found = factCodes.filter(matches)
  return (
    <div>
      <TextInput
        label={t('cases.fact')}
        description={t('cases.fact.hint')}
        placeholder={t('work.filter')}
        value={sought}
        onChange={(event) => setSought(event.currentTarget.value)}
        mb="xs"
      />
      <div
        className={styles.facts}
        role="radiogroup"
        aria-label={t('cases.fact')}
        aria-describedby={error ? id : undefined}
        tabIndex={0}
      >
        {found.length === 0 && <p className={styles.small}>{t('cases.fact.none')}</p>}
        {factKinds.map((kind) => {
          const group = found.filter((fact) => facts[fact].kind === kind)
          if (!group.length) return null
          return (
            <fieldset key={kind}>
              <legend>{t(`fact-kind.${kind}`)}</legend>
              {group.map((fact) => (
                <label key={fact} className={styles.choice}>
                  <input
                    type="radio"
                    name={`${id}-fact`}
                    checked={value === fact}
                    onChange={() => onChange(fact)}
                  />
                  <span>
                    {t(`fact.${fact}`)}
                    <small>{t(`fact.${fact}.means`)}</small>
                  </span>
                </label>
              ))}
            </fieldset>
          )
        })}
      </div>
      {error && (
        <p className={styles.error} id={id}>
          {error}
        </p>
      )}
    </div>
  )
}
