import {
  Button,
  Checkbox,
  Group,
  NativeSelect,
  NumberInput,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { Card, ErrorNote, Field, Loading, Notice, PageHead } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import {
  type Act,
  combinations,
  type LawGrade,
  lawGrades,
  type Penalty,
  type Text,
  type Version,
} from '../law.ts'
import { leftToRight } from '../wording.ts'
import styles from './charges.module.css'
import { type Checked, Findings } from './law-changes.tsx'

/** A new dated version of a section, begun from the text that stands; never an edit in place. */
export function LawDraft() {
  const [asked] = useSearchParams()
  const cited = asked.get('cited') ?? ''
  const [act = '', ...section] = cited.split(' ')
  const { data, problem, loading, again } = useGet<{ acts: Act[] }>(
    `/api/law?act=${encodeURIComponent(act)}&section=${encodeURIComponent(section.join(' '))}`,
  )
  const { t } = useWords()
  if (loading) return <Loading />
  const found = data?.acts[0]?.provisions[0]
  const standing = found?.versions.filter((one) => one.standing === 'in-force').at(-1)
  if (!data || !found || !standing)
    return problem ? (
      <ErrorNote problem={problem} again={again} />
    ) : (
      <Notice tone="danger">{t('problem.charges/no-such-section')}</Notice>
    )
  return <DraftForm cited={cited} act={data.acts[0]!} standing={standing} />
}

interface Form {
  key: string
  from: string
  until: string
  heading: Text
  elements: Version['elements']
  penalty: Penalty | null
  court: Text
  cognizable: string
  bailable: string
  grade: LawGrade
  amendedBy: Text
  sourceTitle: string
  sourceWhere: string
  reason: string
}

function DraftForm({ cited, act, standing }: { cited: string; act: Act; standing: Version }) {
  const { t } = useWords()
  const go = useNavigate()
  const [form, setForm] = useState<Form>(() => formOf(standing))
  const set = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }))
  const [checked, setChecked] = useState<Checked>()
  const body = () => ({ cited, ...draftOf(form, standing) })
  const check = useSend(() => api.post<Checked>('/api/law/changes/check', body()), {
    done: setChecked,
  })
  const keep = useSend(
    () => api.post<{ id: string }>('/api/law/changes', { ...body(), reason: form.reason }),
    { refresh: ['/api/law'], done: ({ id }) => void go(`/law/changes/${id}`) },
  )
  return (
    <div className={styles.law}>
      <PageHead
        crumbs={[{ label: t('charges.law'), to: `/law?act=${act.act}` }]}
        title={t('charges.law.draft', { cited: leftToRight(cited) })}
        sub={t('charges.law.draft.sub')}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void keep.send()
        }}
      >
        <Stack>
          <Group grow align="flex-start" preventGrowOverflow={false}>
            <Field name="from" label={t('charges.law.from')} required>
              <TextInput
                type="date"
                required
                value={form.from}
                onChange={(event) =>
                  set({ from: event.currentTarget.value, key: event.currentTarget.value })
                }
              />
            </Field>
            <Field name="until" label={t('charges.law.until')}>
              <TextInput
                type="date"
                value={form.until}
                onChange={(event) => set({ until: event.currentTarget.value })}
              />
            </Field>
          </Group>
          <Both
            label={t('charges.law.heading')}
            value={form.heading}
            on={(heading) => set({ heading })}
          />
          <Card title={t('charges.law.elements')}>
            <p className={styles.what}>{t('charges.law.elements.hint')}</p>
            {form.elements.map((one, nth) => (
              <Both
                key={one.id}
                label={one.id}
                value={one.text}
                on={(text) =>
                  set({
                    elements: form.elements.map((each, at) =>
                      at === nth ? { ...each, text } : each,
                    ),
                  })
                }
              />
            ))}
          </Card>
          {form.penalty && (
            <PenaltyFields penalty={form.penalty} on={(penalty) => set({ penalty })} />
          )}
          <Both
            label={t('charges.law.court')}
            value={form.court}
            on={(court) => set({ court })}
            optional
          />
          <Group grow align="flex-start" preventGrowOverflow={false}>
            {(['cognizable', 'bailable'] as const).map((name) => (
              <NativeSelect
                key={name}
                label={t(`charges.${name}`)}
                data={['yes', 'no', 'unknown'].map((one) => ({
                  value: one,
                  label: t(`charges.law.answer.${one}`),
                }))}
                value={form[name]}
                onChange={(event) => set({ [name]: event.currentTarget.value })}
              />
            ))}
          </Group>
          <Card title={t('charges.law.source')}>
            <Stack>
              <Field name="sourceTitle" label={t('charges.law.source.title')} required>
                <TextInput
                  required
                  maxLength={400}
                  value={form.sourceTitle}
                  onChange={(event) => set({ sourceTitle: event.currentTarget.value })}
                />
              </Field>
              <Field name="sourceWhere" label={t('charges.law.source.where')}>
                <TextInput
                  maxLength={600}
                  value={form.sourceWhere}
                  onChange={(event) => set({ sourceWhere: event.currentTarget.value })}
                />
              </Field>
              <NativeSelect
                label={t('charges.law.grade')}
                data={lawGrades.map((one) => ({
                  value: one,
                  label: t(`charges.law.grade.${one}`),
                }))}
                value={form.grade}
                onChange={(event) => set({ grade: event.currentTarget.value as LawGrade })}
              />
              <Both
                label={t('charges.law.amended-by')}
                value={form.amendedBy}
                on={(amendedBy) => set({ amendedBy })}
                optional
              />
            </Stack>
          </Card>
          <Field name="reason" label={t('charges.law.reason')} problem={keep.problem} required>
            <Textarea
              required
              autosize
              minRows={2}
              maxLength={4000}
              value={form.reason}
              onChange={(event) => set({ reason: event.currentTarget.value })}
            />
          </Field>
          <ErrorNote problem={keep.problem ?? check.problem} />
          {checked && <Findings checked={checked} />}
          <div className={styles.buttons}>
            <Button type="submit" loading={keep.busy}>
              {t('charges.law.send-to-sign')}
            </Button>
            <Button variant="default" loading={check.busy} onClick={() => void check.send()}>
              {t('charges.law.check')}
            </Button>
          </div>
        </Stack>
      </form>
    </div>
  )
}

function Both({
  label,
  value,
  on,
  optional = false,
}: {
  label: string
  value: Text
  on: (text: Text) => void
  optional?: boolean
}) {
  const { t } = useWords()
  return (
    <Group grow align="flex-start" preventGrowOverflow={false}>
      {(['en', 'ur'] as const).map((lang) => (
        <Textarea
          key={lang}
          autosize
          required={!optional}
          withAsterisk={false}
          label={t(`charges.law.in-${lang}`, { what: label })}
          dir={lang === 'ur' ? 'rtl' : 'ltr'}
          lang={lang}
          value={value[lang]}
          onChange={(event) => on({ ...value, [lang]: event.currentTarget.value })}
        />
      ))}
    </Group>
  )
}

function PenaltyFields({ penalty, on }: { penalty: Penalty; on: (penalty: Penalty) => void }) {
  const { t } = useWords()
  const bound = (name: 'years' | 'finePkr', at: 0 | 1) => (
    <NumberInput
      label={t(`charges.law.${name}.${at === 0 ? 'least' : 'most'}`)}
      min={0}
      hideControls
      thousandSeparator
      value={penalty[name][at] ?? ''}
      onChange={(value) => {
        const pair: [number | null, number | null] = [...penalty[name]]
        pair[at] = typeof value === 'number' ? value : null
        on({ ...penalty, [name]: pair })
      }}
    />
  )
  return (
    <Card title={t('charges.law.penalty')}>
      <Stack>
        <Group grow align="flex-start" preventGrowOverflow={false}>
          {bound('years', 0)}
          {bound('years', 1)}
        </Group>
        <Group grow align="flex-start" preventGrowOverflow={false}>
          {bound('finePkr', 0)}
          {bound('finePkr', 1)}
        </Group>
        <NativeSelect
          label={t('charges.law.combination')}
          data={combinations.map((one) => ({
            value: one,
            label: t(`charges.law.combination.${one}`),
          }))}
          value={penalty.combination}
          onChange={(event) =>
            on({ ...penalty, combination: event.currentTarget.value as Penalty['combination'] })
          }
        />
        <Group>
          {(['life', 'death'] as const).map((one) => (
            <Checkbox
              key={one}
              label={t(`charges.penalty.${one}`)}
              checked={penalty[one] ?? false}
              onChange={(event) => on({ ...penalty, [one]: event.currentTarget.checked })}
            />
          ))}
        </Group>
      </Stack>
    </Card>
  )
}

const answerOf = (value: boolean | null) => (value === null ? 'unknown' : value ? 'yes' : 'no')
const sayOf = (answer: string) => (answer === 'unknown' ? null : answer === 'yes')
const textOrNull = (text: Text) => (text.en.trim() && text.ur.trim() ? text : null)

function formOf(version: Version): Form {
  return {
    key: '',
    from: '',
    until: '',
    heading: version.heading,
    elements: version.elements,
    penalty: version.penalty,
    court: version.court ?? { en: '', ur: '' },
    cognizable: answerOf(version.cognizable),
    bailable: answerOf(version.bailable),
    grade: 'gazette',
    amendedBy: { en: '', ur: '' },
    sourceTitle: '',
    sourceWhere: '',
    reason: '',
  }
}

function draftOf(form: Form, standing: Version) {
  const source = `S-${form.key}`
  const { reportedOn: _, fromUncertain: __, conflicts: ___, notes: ____, ...kept } = standing
  const version: Version = {
    ...kept,
    key: form.key,
    standing: 'in-force',
    from: form.from || null,
    until: form.until || null,
    heading: form.heading,
    elements: form.elements,
    penalty: form.penalty,
    court: textOrNull(form.court),
    cognizable: sayOf(form.cognizable),
    bailable: sayOf(form.bailable),
    grade: form.grade,
    sources: [source],
    amendedBy: textOrNull(form.amendedBy),
    reviewedByLawyer: 'none',
  }
  return {
    version,
    sources: { [source]: { title: form.sourceTitle, where: form.sourceWhere.trim() || null } },
  }
}
