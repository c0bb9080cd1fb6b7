import { Button, FileInput, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Name } from '../../../core/people.ts'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  Card,
  EmptyState,
  ErrorNote,
  Field,
  Loading,
  PersonName,
  Tag,
  When,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { VersionState } from '../page-records.ts'
import {
  LARGEST_RECORDING,
  LONGEST_RECORDING,
  type RecordingLanguage,
  recordingLanguages,
  weightOf,
} from '../recording.ts'
import { Decide, tones } from './decide.tsx'
import { measureSound } from './measure-sound.ts'
import styles from './texts.module.css'

interface RecordingView {
  id: string
  textId: string
  language: RecordingLanguage
  size: number
  seconds: number
  writtenBy: Name | null
  writtenAt: string
  state: VersionState
  decidedBy: Name | null
  decidedAt: string | null
  decisionWords: string
  own: boolean
}

/** The recordings of a page; `textId` is the version that a new one reads aloud. */
export function Recordings({ slug, textId }: { slug: string; textId: string | undefined }) {
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<RecordingView[]>(
    `/api/guide/texts/${slug}/recordings`,
  )
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return (
    <Card title={t('guide.recordings.title')}>
      <div className={styles.stack}>
        <p className={styles.small}>{t('guide.recordings.sub')}</p>
        {data.length === 0 && (
          <EmptyState title={t('guide.recordings.none')}>
            {!textId && t('guide.recordings.needs-text')}
          </EmptyState>
        )}
        {data.map((one) => (
          <RecordingPart key={one.id} recording={one} isOld={one.textId !== textId} again={again} />
        ))}
        {textId && <Add textId={textId} again={again} />}
      </div>
    </Card>
  )
}

function Add({ textId, again }: { textId: string; again: () => void }) {
  const { t } = useWords()
  const [file, setFile] = useState<File | null>(null)
  const [language, setLanguage] = useState<RecordingLanguage>('ur')
  const { send, busy, problem } = useSend(
    async (of: File) => {
      const seconds = await measureSound(of, LARGEST_RECORDING, LONGEST_RECORDING)
      return api.post(
        `/api/guide/versions/${textId}/recordings`,
        new Uint8Array(await of.arrayBuffer()),
        { query: { language, seconds } },
      )
    },
    {
      done: () => {
        setFile(null)
        again()
      },
    },
  )
  return (
    <form
      className={`${styles.stack} ${styles.version}`}
      onSubmit={(event) => {
        event.preventDefault()
        if (file) void send(file)
      }}
    >
      <div className={styles.pair}>
        <Field
          name="file"
          label={t('guide.recordings.file')}
          hint={t('guide.recordings.file-hint')}
          problem={problem}
          required
        >
          <FileInput
            value={file}
            onChange={setFile}
            accept=".mp3,.m4a,audio/mpeg,audio/mp4,audio/x-m4a"
          />
        </Field>
        <Field name="language" label={t('guide.recordings.language')} required>
          <NativeSelect
            value={language}
            onChange={(event) => setLanguage(event.currentTarget.value as RecordingLanguage)}
            data={recordingLanguages.map((value) => ({ value, label: t(`guide.texts.${value}`) }))}
          />
        </Field>
      </div>
      <ErrorNote problem={problem} />
      <div className={styles.actions}>
        <Button type="submit" loading={busy} disabled={!file}>
          {t('guide.recordings.add')}
        </Button>
      </div>
    </form>
  )
}

function RecordingPart(of: { recording: RecordingView; isOld: boolean; again: () => void }) {
  const { recording, isOld, again } = of
  const { t, number } = useWords()
  const { minutes, megabytes } = weightOf(recording)
  return (
    <section className={`${styles.version} ${styles.stack}`}>
      <div>
        <Tag tone={tones[recording.state]}>{t(`guide.texts.version-state.${recording.state}`)}</Tag>{' '}
        {isOld && <Tag tone="neutral">{t('guide.recordings.old-text')}</Tag>}{' '}
        <span className={styles.small}>
          {t(`guide.texts.${recording.language}`)} ·{' '}
          {t('guide.for.listen-minutes', { count: minutes })} ·{' '}
          {t('guide.for.listen-data', { megabytes: number(megabytes) })} ·{' '}
          {recording.writtenBy && <PersonName name={recording.writtenBy} />} ·{' '}
          <When at={recording.writtenAt} />
          {recording.decidedBy && recording.decidedAt && (
            <>
              {' → '}
              <PersonName name={recording.decidedBy} /> · <When at={recording.decidedAt} />
            </>
          )}
        </span>
        {recording.decisionWords && (
          <p className={styles.small}>
            <bdi>{recording.decisionWords}</bdi>
          </p>
        )}
      </div>
      {/* biome-ignore lint/a11y/useMediaCaption: it reads aloud the version written above */}
      <audio
        className={styles.sound}
        controls
        preload="none"
        aria-label={t('guide.recordings.hear')}
        src={`/api/guide/recordings/${recording.id}`}
      />
      {(recording.state === 'written' || recording.state === 'published') && (
        <Decide
          url={`/api/guide/recordings/${recording.id}/decide`}
          waits={recording.state === 'written'}
          own={recording.own ? t('guide.recordings.own') : undefined}
          publishWhat={t('guide.recordings.publish-what')}
          withdrawWhat={t('guide.recordings.withdraw-what')}
          again={again}
        />
      )}
    </section>
  )
}
