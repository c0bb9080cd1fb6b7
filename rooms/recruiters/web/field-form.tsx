import { Button, FileButton, Radio } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { dayInPakistan } from '../../../core/days.ts'
import { CodeField, TextField, WordsField } from '../../../web/workspace/fields.tsx'
import { Notice, PersonName } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { addDays } from '../complaint.ts'
import { type Answer, correctiveCodes, type ItemCode, items } from '../inspection.ts'
import styles from './field.module.css'
import { type Draft, smallPhoto } from './field-draft.ts'

const MOST_PHOTOS = 6

/** The checklist of one visit. Every change is kept on the device as it is made. */
export function FieldForm(of: {
  draft: Draft
  save: (draft: Draft, ready: boolean) => Promise<void>
  close: () => void
}) {
  const { t } = useWords()
  const [draft, setDraft] = useState(of.draft)
  const change = (to: Partial<Draft>) => setDraft((before) => ({ ...before, ...to }))
  const [fault, setFault] = useState<string>()
  const save = useRef(of.save)
  save.current = of.save
  const first = useRef(true)
  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    void save.current(draft, false)
  }, [draft])
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
      {items.map((item) => (
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
          {t('recruiters.field.later')}
        </Button>
      </div>
      <p className={styles.small}>{t('recruiters.field.kept-here')}</p>
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
          <Photos item={item} draft={draft} change={change} />
        </>
      )}
    </fieldset>
  )
}

function Photos({ item, draft, change }: { item: ItemCode; draft: Draft; change: Change }) {
  const { t } = useWords()
  const [broken, setBroken] = useState(false)
  const own = draft.photos.filter((one) => one.item === item)
  const add = async (file: File | null) => {
    const base64 = file && (await smallPhoto(file))
    setBroken(!base64)
    if (base64) change({ photos: [...draft.photos, { id: crypto.randomUUID(), item, base64 }] })
  }
  return (
    <>
      <div className={styles.photos}>
        {own.map((one) => (
          <div key={one.id}>
            <img src={`data:image/jpeg;base64,${one.base64}`} alt={t(`recruiters.item.${item}`)} />
            <Button
              variant="default"
              size="compact-sm"
              onClick={() =>
                change({ photos: draft.photos.filter((other) => other.id !== one.id) })
              }
            >
              {t('work.remove')}
            </Button>
          </div>
        ))}
      </div>
      {broken && <Notice tone="danger">{t('recruiters.field.photo-broken')}</Notice>}
      {draft.photos.length < MOST_PHOTOS && (
        <FileButton accept="image/*" capture="environment" onChange={(file) => void add(file)}>
          {(props) => (
            <Button variant="default" {...props}>
              {t('recruiters.field.photo')}
            </Button>
          )}
        </FileButton>
      )}
    </>
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
