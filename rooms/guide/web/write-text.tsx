import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  Card,
  ErrorNote,
  Field,
  Loading,
  Notice,
  PageHead,
  useUnsaved,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { faultsOf, type Page, type PageSource, type PageText } from '../page-text.ts'
import { gradeWords, Reading } from './reading.tsx'
import type { TextView } from './text.tsx'
import styles from './texts.module.css'

const emptyText: PageText = { title: '', lead: '', body: '' }
const emptySource: PageSource = { about: { en: '', ur: '' }, grade: 'M', source: '' }
const emptyPage: Page = {
  en: emptyText,
  ur: emptyText,
  sources: [emptySource],
}

/** A new version of a page, begun from the one that stands; or a new page. */
export function WriteTextPage() {
  const { slug } = useParams()
  return slug ? <FromStanding slug={slug} /> : <Write start={emptyPage} />
}

function FromStanding({ slug }: { slug: string }) {
  const { data, problem, loading, again } = useGet<TextView>(`/api/guide/texts/${slug}`)
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return <Write slug={slug} start={data.versions[0]?.page ?? data.shipped!} />
}

function Write({ slug, start }: { slug?: string; start: Page }) {
  const { t } = useWords()
  const go = useNavigate()
  const [address, setAddress] = useState(slug ?? '')
  const [page, setPage] = useState(start)
  const [note, setNote] = useState('')
  const [kept, setKept] = useState(false)
  useUnsaved(!kept && (page !== start || note !== ''))
  const keep = useSend(
    () => api.post(`/api/guide/texts/${address}/versions`, { page: trimmed(page), note }),
    {
      refresh: ['/api/guide/texts'],
      done: () => {
        setKept(true)
        void go(`/texts/${address}`)
      },
    },
  )
  const faults = faultsOf(trimmed(page))
  return (
    <>
      <PageHead
        crumbs={[{ label: t('guide.texts.title'), to: '/texts' }]}
        title={t(slug ? 'guide.texts.write' : 'guide.texts.new')}
      />
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          void keep.send()
        }}
      >
        {!slug && (
          <Field
            name="slug"
            label={t('guide.texts.slug')}
            hint={t('guide.texts.slug-hint')}
            required
          >
            <TextInput
              required
              pattern="[a-z][a-z-]{1,39}"
              dir="ltr"
              value={address}
              onChange={(event) => setAddress(event.currentTarget.value)}
            />
          </Field>
        )}
        <div className={styles.pair}>
          {(['ur', 'en'] as const).map((language) => (
            <TextFields
              key={language}
              language={language}
              text={page[language]}
              change={(text) => setPage({ ...page, [language]: text })}
            />
          ))}
        </div>
        <Sources sources={page.sources} change={(sources) => setPage({ ...page, sources })} />
        <Card title={t('guide.texts.preview')}>
          <Reading page={page} />
        </Card>
        <Field name="note" label={t('guide.texts.note')} problem={keep.problem} required>
          <Textarea
            required
            autosize
            maxLength={1000}
            dir="auto"
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </Field>
        {faults.length > 0 && (
          <Notice tone="partly" title={t('guide.texts.missing')}>
            <ul>
              {faults.map(({ fault, language }) => (
                <li key={`${fault} ${language}`}>
                  {language && `${t(`guide.texts.${language}`)}: `}
                  {t(`problem.guide/${fault}`)}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <ErrorNote problem={keep.problem} />
        <div>
          <Button type="submit" loading={keep.busy}>
            {t('guide.texts.keep')}
          </Button>
        </div>
      </form>
    </>
  )
}

/** Half-filled rows of sources are not sent. */
const trimmed = (page: Page): Page => ({
  ...page,
  sources: page.sources.filter(
    ({ about, source }) => about.en.trim() && about.ur.trim() && source.trim(),
  ),
})

function TextFields(of: {
  language: 'en' | 'ur'
  text: PageText
  change: (text: PageText) => void
}) {
  const { language, text, change } = of
  const { t } = useWords()
  const dir = language === 'ur' ? 'rtl' : 'ltr'
  const label = (part: string) =>
    `${t(`guide.texts.part.${part}`)} (${t(`guide.texts.${language}`)})`
  return (
    <div className={styles.stack}>
      <Field name={`${language}-title`} label={label('title')} required>
        <TextInput
          lang={language}
          dir={dir}
          maxLength={120}
          value={text.title}
          onChange={(event) => change({ ...text, title: event.currentTarget.value })}
        />
      </Field>
      <Field name={`${language}-lead`} label={label('lead')} required>
        <Textarea
          lang={language}
          dir={dir}
          autosize
          maxLength={300}
          value={text.lead}
          onChange={(event) => change({ ...text, lead: event.currentTarget.value })}
        />
      </Field>
      <Field
        name={`${language}-body`}
        label={label('body')}
        hint={t('guide.texts.body-hint')}
        required
      >
        <Textarea
          lang={language}
          dir={dir}
          autosize
          minRows={12}
          maxLength={6000}
          value={text.body}
          onChange={(event) => change({ ...text, body: event.currentTarget.value })}
        />
      </Field>
    </div>
  )
}

function Sources(of: { sources: PageSource[]; change: (sources: PageSource[]) => void }) {
  const { sources, change } = of
  const { t } = useWords()
  const set = (at: number, part: Partial<PageSource>) =>
    change(sources.map((one, index) => (index === at ? { ...one, ...part } : one)))
  const grades = ['G', 'S', 'N', 'M'] as const
  return (
    <Card title={t('guide.texts.sources')}>
      <div className={styles.stack}>
        {sources.map((source, at) => (
          <div key={at} className={styles.source}>
            {(['ur', 'en'] as const).map((language) => (
              <Field
                key={language}
                name={`about-${at}-${language}`}
                label={`${t('guide.texts.source.about')} (${t(`guide.texts.${language}`)})`}
              >
                <TextInput
                  lang={language}
                  dir={language === 'ur' ? 'rtl' : 'ltr'}
                  maxLength={300}
                  value={source.about[language]}
                  onChange={(event) =>
                    set(at, { about: { ...source.about, [language]: event.currentTarget.value } })
                  }
                />
              </Field>
            ))}
            <Field name={`source-${at}`} label={t('guide.texts.source.source')}>
              <TextInput
                dir="auto"
                maxLength={300}
                value={source.source}
                onChange={(event) => set(at, { source: event.currentTarget.value })}
              />
            </Field>
            <Field name={`grade-${at}`} label={t('guide.texts.source.grade')}>
              <NativeSelect
                value={source.grade}
                data={grades.map((value) => ({
                  value,
                  label: t(`work.grade.${gradeWords[value]}`),
                }))}
                onChange={(event) =>
                  set(at, { grade: event.currentTarget.value as PageSource['grade'] })
                }
              />
            </Field>
            <Button
              variant="subtle"
              onClick={() => change(sources.filter((_, index) => index !== at))}
            >
              {t('guide.texts.source.remove')}
            </Button>
          </div>
        ))}
        <div>
          <Button
            variant="default"
            disabled={sources.length >= 12}
            onClick={() => change([...sources, emptySource])}
          >
            {t('guide.texts.source.add')}
          </Button>
        </div>
      </div>
    </Card>
  )
}
