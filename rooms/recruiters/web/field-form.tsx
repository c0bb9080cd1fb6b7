import { Button, Radio } from '@mantine/core'
import { useState } from 'react'
import { dayInPakistan } from '../../../core/days.ts'
import { CodeField, TextField, WordsField } from '../../../web/workspace/fields.tsx'
import styles from '../../../web/workspace/offline/field.module.css'
import { useDraft } from '../../../web/workspace/offline/outbox.ts'
import { PhotosField } from '../../../web/workspace/offline/photos.tsx'
import { Notice, PersonName } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { addDays } from '../complaint.ts'
import { type Answer, correctiveCodes, type ItemCode, itemsFor } from '../inspection.ts'
import type { Draft } from './field-draft.ts'

const MOST_PHOTOS = 6

/** The checklist of one visit. Every change is kept on the device as it is made. */
export function FieldForm(of: {
  draft: Draft
  save: (draft: Draft, ready: boolean) => Promise<void>
  close: () => void
}) {
  const { t } = useWords()
  const { draft, change } = useDraft(of.draft, of.save)
  const [fault, setFault] = useState<string>()
  const finish = async () => {
    const today = dayInPakistan(new Date())
    if (!Object.keys(draft.findings).length) return setFault('recruiters.field.nothing-found')
    if (draft.on > today) return setFault('problem.recruiters/day-in-future')
    if (draft.orders.some((one) => !one.code || one.dueOn < draft.on))
      return setFault('recruiters.field.order-not-whole')
    await of.save(draft, true)
    of.close()
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void finish()
      }}
    >
      <h2>
        <PersonName name={draft.licensee.name} />
      </h2>
      <TextField
        name="on"
        type="date"
        label={t('recruiters.inspection.on')}
        value={draft.on}
        set={(on) => change({ on })}
        required
      />
      {itemsFor(draft.licensee.kind ?? 'overseas-employment-promoter').map((item) => (
        <ItemField
          key={item.code}
          item={item.code}
          rule={item.rule}
          draft={draft}
          change={change}
        />
      ))}
      <WordsField
        name="words"
        label={t('recruiters.field.words')}
        value={draft.words}
        set={(words) => change({ words })}
      />
      <Orders draft={draft} change={change} />
      {fault && <Notice tone="danger">{t(fault)}</Notice>}
      <div className={styles.actions}>
        <Button type="submit">{t('recruiters.field.finish')}</Button>
        <Button variant="default" onClick={of.close}>
          {t('work.field.later')}
        </Button>
      </div>
      <p className={styles.small}>{t('work.field.kept-here')}</p>
    </form>
  )
}

type Change = (to: Partial<Draft>) => void

function ItemField(of: { item: ItemCode; rule: string; draft: Draft; change: Change }) {
  const { t } = useWords()
  const { item, draft, change } = of
  const found = draft.findings[item]
  const set = (answer: string) => {
    const { [item]: _before, ...rest } = draft.findings
    change({
      findings: answer
        ? { ...rest, [item]: { answer: answer as Answer, words: found?.words ?? '' } }
        : rest,
    })
  }
  return (
    <fieldset className={styles.item}>
      <legend>
        {t(`recruiters.item.${item}`)}{' '}
        <bdi className={styles.small}>{of.rule || t('recruiters.item.no-rule')}</bdi>
      </legend>
      <div className={styles.answers}>
        {(['in-order', 'not-in-order', ''] as const).map((answer) => (
          <Radio
            key={answer}
            name={item}
            value={answer}
            checked={(found?.answer ?? '') === answer}
            onChange={() => set(answer)}
            label={t(`recruiters.answer.${answer || 'not-looked-at'}`)}
          />
        ))}
      </div>
      {found?.answer === 'not-in-order' && (
        <>
          <WordsField
            name={`${item}-words`}
            label={t('recruiters.inspection.note')}
            value={found.words}
            set={(words) =>
              change({ findings: { ...draft.findings, [item]: { ...found, words } } })
            }
          />
          <PhotosField
            photos={draft.photos.filter((one) => one.item === item)}
            alt={t(`recruiters.item.${item}`)}
            full={draft.photos.length >= MOST_PHOTOS}
            add={(photo) => change({ photos: [...draft.photos, { ...photo, item }] })}
            remove={(id) => change({ photos: draft.photos.filter((one) => one.id !== id) })}
          />
        </>
      )}
    </fieldset>
  )
}

function Orders({ draft, change }: { draft: Draft; change: Change }) {
  const { t } = useWords()
  const set = (at: number, to: Partial<Draft['orders'][number]>) =>
    change({ orders: draft.orders.map((one, i) => (i === at ? { ...one, ...to } : one)) })
  return (
    <section>
      <h3>{t('recruiters.correctives')}</h3>
      {draft.orders.map((one, at) => (
        <div key={at} className={styles.item}>
          <CodeField
            name={`order-${at}-code`}
            label={t('recruiters.corrective.what')}
            codes={correctiveCodes}
            words="recruiters.corrective"
            value={one.code}
            set={(code) => set(at, { code })}
            required
          />
          <TextField
            name={`order-${at}-due`}
            type="date"
            label={t('recruiters.corrective.due')}
            value={one.dueOn}
            set={(dueOn) => set(at, { dueOn })}
            required
          />
          <WordsField
            name={`order-${at}-words`}
            label={t('recruiters.inspection.note')}
            value={one.words}
            set={(words) => set(at, { words })}
          />
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => change({ orders: draft.orders.filter((_, i) => i !== at) })}
          >
            {t('work.remove')}
          </Button>
        </div>
      ))}
      <Button
        variant="default"
        onClick={() =>
          change({
            orders: [...draft.orders, { code: '', dueOn: addDays(draft.on, 14), words: '' }],
          })
        }
      >
        {t('recruiters.corrective.add')}
      </Button>
    </section>
  )
}
