import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  ErrorNote,
  Field,
  Loading,
  Notice,
  PageHead,
  useUnsaved,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { type FigureWritten, figureUnits } from '../figure-entry.ts'
import type { Figure, Finding } from '../figures.ts'
import type { FiguresView } from './figure-shapes.ts'
import { FindingList } from './findings.tsx'
import styles from './numbers.module.css'

const empty: FigureWritten = {
  measure: '',
  nameEn: '',
  nameUr: '',
  value: '',
  unit: 'persons',
  place: 'PK',
  period: '',
  source: '',
  url: '',
  grade: 'S',
  state: 'verified',
  rough: false,
  note: '',
  parts: [],
}

function writtenOf(one: Figure): FigureWritten {
  return {
    ...empty,
    measure: one.measure,
    nameEn: one.name.en,
    nameUr: one.name.ur,
    value: String(one.value),
    unit: one.unit,
    place: one.place,
    period: one.period,
    source: one.source,
    url: one.url ?? '',
    grade: one.grade,
    state: one.state,
    rough: one.rough ?? false,
    note: one.note?.en ?? '',
    parts: (one.parts ?? []).map(({ name, value }) => ({ name: name.en, value: String(value) })),
  }
}

/** A published figure, written down or changed; what the checks say of it is shown before it is kept. */
export function FigureFormPage() {
  const { t } = useWords()
  const [params] = useSearchParams()
  const key = params.get('key')
  const { data, problem, loading, again } = useGet<FiguresView>('/api/figures')
  const old = key ? data?.versions.find((one) => one.key === key) : undefined
  return (
    <>
      <PageHead
        crumbs={[{ label: t('figures.title'), to: '/figures' }]}
        title={t(key ? 'figure.change' : 'figure.new')}
        sub={t('figure.sub')}
      />
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data && (
        <FigureForm
          view={data}
          start={old ? writtenOf(old.body) : empty}
          of={old ? { key: old.key, version: old.version } : {}}
        />
      )}
    </>
  )
}

function FigureForm({
  view,
  start,
  of,
}: {
  view: FiguresView
  start: FigureWritten
  of: { key?: string; version?: number }
}) {
  const { t } = useWords()
  const go = useNavigate()
  const [written, setWritten] = useState(start)
  const [checked, setChecked] = useState<{ figure: Figure; findings: Finding[] }>()
  const checking = useSend(
    () =>
      api.post<{ figure: Figure; findings: Finding[] }>('/api/figures/check', {
        ...written,
        ...of,
      }),
    { done: setChecked },
  )
  const saving = useSend(() => api.post('/api/figures', { ...written, ...of }), {
    refresh: ['/api/figures'],
    done: () => {
      setWritten(start)
      void go('/figures')
    },
  })
  useUnsaved(JSON.stringify(written) !== JSON.stringify(start) && !saving.done)
  const problem = saving.problem ?? checking.problem
  const change = (part: Partial<FigureWritten>) => {
    setWritten({ ...written, ...part })
    setChecked(undefined)
    checking.clear()
    saving.clear()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void (checked ? saving.send() : checking.send())
  }
  const text = (
    name: 'nameEn' | 'nameUr' | 'value' | 'place' | 'period' | 'source' | 'url' | 'note',
    more: { required?: boolean; most: number; mode?: 'decimal'; dir?: 'ltr' },
  ) => (
    <Field
      name={name}
      label={t(`figure.${name}`)}
      hint={t(`figure.${name}.hint`)}
      problem={problem}
      required={more.required ?? false}
    >
      <TextInput
        value={written[name]}
        maxLength={more.most}
        {...(more.mode && { inputMode: more.mode })}
        {...(more.dir && { dir: more.dir })}
        onChange={(event) => change({ [name]: event.currentTarget.value })}
      />
    </Field>
  )
  const select = (name: 'unit' | 'grade' | 'state', codes: readonly string[], label: string) => (
    <Field name={name} label={t(`figure.${name}`)} problem={problem} required>
      <NativeSelect
        value={written[name]}
        onChange={(event) => change({ [name]: event.currentTarget.value })}
        data={codes.map((code) => ({ value: code, label: t(`${label}.${code}`) }))}
      />
    </Field>
  )
  return (
    <form onSubmit={submit} className={styles.form} noValidate>
      {text('nameEn', { required: true, most: 200 })}
      {text('nameUr', { most: 200 })}
      <Field
        name="measure"
        label={t('figure.measure')}
        hint={t('figure.measure.hint')}
        problem={problem}
        required
      >
        <TextInput
          value={written.measure}
          maxLength={60}
          dir="ltr"
          list="figure-measures"
          onChange={(event) => change({ measure: event.currentTarget.value })}
        />
      </Field>
      <datalist id="figure-measures">
        {[...new Set(view.figures.map(({ measure }) => measure))].toSorted().map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      {text('value', { required: true, most: 30, mode: 'decimal', dir: 'ltr' })}
      <Checkbox
        checked={written.rough}
        label={t('figure.rough')}
        onChange={(event) => change({ rough: event.currentTarget.checked })}
      />
      {select('unit', figureUnits, 'figures.unit')}
      {text('place', { required: true, most: 100 })}
      {text('period', { required: true, most: 20, dir: 'ltr' })}
      <Parts written={written} change={change} error={problem?.fields.parts} />
      {text('source', { required: true, most: 400 })}
      {text('url', { most: 400, dir: 'ltr' })}
      {select('grade', ['G', 'S', 'N', 'M'], 'figure.grade')}
      {select('state', ['verified', 'not-verified', 'misquoted'], 'figures.state')}
      {text('note', { most: 600 })}
      <ErrorNote problem={problem} />
      {checked && (
        <section aria-live="polite" className={styles.part}>
          <h2>{t('figure.checked')}</h2>
          {checked.findings.length === 0 ? (
            <Notice tone="neutral">{t('figure.checked.fine')}</Notice>
          ) : (
            <>
              <FindingList
                findings={checked.findings}
                figures={[...view.figures.filter(({ key }) => key !== of.key), checked.figure]}
              />
              <p>{t('figure.checked.keep')}</p>
            </>
          )}
        </section>
      )}
      <div className={styles.actions}>
        <Button type="submit" loading={checking.busy || saving.busy}>
          {t(checked ? 'figure.save' : 'figure.check')}
        </Button>
      </div>
    </form>
  )
}

function Parts({
  written,
  change,
  error,
}: {
  written: FigureWritten
  change: (part: Partial<FigureWritten>) => void
  error: string | undefined
}) {
  const { t } = useWords()
  const set = (at: number, part: Partial<FigureWritten['parts'][number]>) =>
    change({ parts: written.parts.map((one, i) => (i === at ? { ...one, ...part } : one)) })
  return (
    <fieldset className={styles.parts}>
      <legend>{t('figure.parts')}</legend>
      <p className={styles.soft}>{t('figure.parts.hint')}</p>
      {written.parts.map((part, at) => (
        <div key={at} className={styles.actions}>
          <TextInput
            aria-label={t('figure.part.name', { n: at + 1 })}
            placeholder={t('figure.part.name', { n: at + 1 })}
            value={part.name}
            onChange={(event) => set(at, { name: event.currentTarget.value })}
          />
          <TextInput
            aria-label={t('figure.part.value', { n: at + 1 })}
            placeholder={t('figure.part.value', { n: at + 1 })}
            value={part.value}
            inputMode="decimal"
            dir="ltr"
            onChange={(event) => set(at, { value: event.currentTarget.value })}
          />
          <Button
            variant="subtle"
            aria-label={t('figure.part.remove.n', { n: at + 1 })}
            onClick={() => change({ parts: written.parts.filter((_, i) => i !== at) })}
          >
            {t('figure.part.remove')}
          </Button>
        </div>
      ))}
      {error && <p role="alert">{t(`problem.${error}`)}</p>}
      <Button
        variant="default"
        size="compact-sm"
        disabled={written.parts.length >= 40}
        onClick={() => change({ parts: [...written.parts, { name: '', value: '' }] })}
      >
        {t('figure.part.add')}
      </Button>
    </fieldset>
  )
}
