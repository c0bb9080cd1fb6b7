import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import type { ProblemError } from '../../../../web/workspace/api.ts'
import { Field } from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import { type Concern, concerns, type Talk, talkers, talkWays } from '../../closing.ts'
import styles from './desk.module.css'

/** What the report concerns; null until the officer has said, "none of these" is an empty list. */
export function ConcernFields({
  value,
  fixed,
  change,
  problem,
}: {
  value: readonly Concern[] | null
  /** Said before: it stays said. */
  fixed: readonly Concern[]
  change(value: Concern[]): void
  problem: ProblemError | undefined
}) {
  const { t } = useWords()
  return (
    <fieldset className={styles.coded}>
      <legend>{t('desk.concerns')}</legend>
      <p>{t('desk.concerns.why')}</p>
      <Field name="concerns" label={t('desk.concerns.which')} problem={problem}>
        <Checkbox.Group
          value={value === null ? [] : value.length ? [...value] : ['none']}
          onChange={(ticked) => {
            const none = ticked.at(-1) === 'none' && fixed.length === 0
            change(
              none ? [] : concerns.filter((one) => ticked.includes(one) || fixed.includes(one)),
            )
          }}
        >
          <div className={styles.radios}>
            {concerns.map((one) => (
              <Checkbox
                key={one}
                value={one}
                label={t(`concern.${one}`)}
                disabled={fixed.includes(one)}
              />
            ))}
            <Checkbox value="none" label={t('concern.none')} disabled={fixed.length > 0} />
          </div>
        </Checkbox.Group>
      </Field>
    </fieldset>
  )
}

export type TalkDraft = Omit<Talk, 'accusedAbsent'> & { accusedAbsent: boolean }
export const emptyTalk: TalkDraft = {
  by: 'woman-officer',
  how: 'in-person',
  day: '',
  accusedAbsent: false,
}

/** The talk with the victim alone, that must stand behind "settled" and "withdrawn". */
export function TalkFields({
  value,
  change,
  problem,
}: {
  value: TalkDraft
  change(value: TalkDraft): void
  problem: ProblemError | undefined
}) {
  const { t } = useWords()
  return (
    <fieldset className={styles.coded}>
      <legend>{t('desk.talk')}</legend>
      <p>{t('desk.talk.why')}</p>
      <Field name="talk.by" label={t('desk.talk.by')} problem={problem} required>
        <NativeSelect
          value={value.by}
          onChange={(event) => change({ ...value, by: event.currentTarget.value as Talk['by'] })}
          data={talkers.map((one) => ({ value: one, label: t(`talker.${one}`) }))}
        />
      </Field>
      <Field name="talk.how" label={t('desk.talk.how')} problem={problem} required>
        <NativeSelect
          value={value.how}
          onChange={(event) => change({ ...value, how: event.currentTarget.value as Talk['how'] })}
          data={talkWays.map((one) => ({ value: one, label: t(`talk-way.${one}`) }))}
        />
      </Field>
      <Field name="talk.day" label={t('desk.talk.day')} problem={problem} required>
        <TextInput
          type="date"
          value={value.day}
          onChange={(event) => change({ ...value, day: event.currentTarget.value })}
        />
      </Field>
      <Checkbox
        label={t('desk.talk.absent')}
        checked={value.accusedAbsent}
        onChange={(event) => change({ ...value, accusedAbsent: event.currentTarget.checked })}
      />
    </fieldset>
  )
}
