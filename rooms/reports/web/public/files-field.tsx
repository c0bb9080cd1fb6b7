/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { say } from '../../../../web/public/pieces.tsx'
import type { Text } from '../../../../web/public/text.ts'
import type { ReadyFile } from './sealing.ts'
import { VoiceNote } from './voice-note.tsx'

/** A file on its way into the report; `ready` once it has been checked and cleaned. */
export interface PickedFile {
  key: number
  name: string
  ready: ReadyFile | null
}

interface FilesProps {
  t: Text
  files: readonly PickedFile[]
  setFiles(change: (files: readonly PickedFile[]) => readonly PickedFile[]): void
}

interface FileTrouble {
  why: string
  name: string
}

const MOST = 10
const MEGABYTES = 25
let lastKey = 0

/** Photos, papers and recordings: checked by what is in them, cleaned, and kept in memory only. */
export function FilesField({ t, files, setFiles }: FilesProps): VNode {
  const [trouble, setTrouble] = useState<FileTrouble | null>(null)
  const [accepted, setAccepted] = useState('')
  useEffect(() => {
    void import('./sealing.ts').then((sealing) => setAccepted(sealing.acceptedFiles))
  }, [])

  async function add(name: string, blob: Blob): Promise<void> {
    setTrouble(null)
    if (files.length >= MOST) return setTrouble({ why: 'too-many', name })
    // Before it is read into memory: a film of two gigabytes would end the page and all that is in it.
    if (blob.size > MEGABYTES * 1024 * 1024) return setTrouble({ why: 'too-large', name })
    const key = ++lastKey
    setFiles((now) => [...now, { key, name, ready: null }])
    const { prepareFile, RefusedFile } = await import('./sealing.ts')
    try {
      const ready = prepareFile(name, new Uint8Array(await blob.arrayBuffer()))
      setFiles((now) => now.map((file) => (file.key === key ? { ...file, ready } : file)))
    } catch (refusal) {
      setFiles((now) => now.filter((file) => file.key !== key))
      setTrouble({ why: refusal instanceof RefusedFile ? refusal.why : 'damaged', name })
    }
  }

  return (
    <fieldset>
      <legend>{t('public.files.label')}</legend>
      <p class="soft">{say(t('public.files.hint', { most: MOST, size: MEGABYTES }))}</p>
      <ul class="files" aria-live="polite">
        {files.map((file) => (
          <FileLine
            key={file.key}
            t={t}
            file={file}
            remove={() => setFiles((now) => now.filter((one) => one.key !== file.key))}
          />
        ))}
      </ul>
      {trouble && (
        <div class="problem" role="alert">
          {say(
            t(`public.trouble.file.${trouble.why}`, {
              name: trouble.name,
              size: MEGABYTES,
              most: MOST,
            }),
          )}
        </div>
      )}
      <div class="pick">
        <label class="tool">
          <input
            class="quiet"
            type="file"
            multiple
            accept={accepted}
            onChange={(event) => {
              const input = event.currentTarget
              for (const file of input.files ?? []) void add(file.name, file)
              input.value = ''
            }}
          />
          {t('public.files.add')}
        </label>
        <VoiceNote t={t} done={(recording) => void add(t('public.voice.name'), recording)} />
      </div>
      <p class="soft">{t('public.voice.known')}</p>
    </fieldset>
  )
}

function FileLine({ t, file, remove }: { t: Text; file: PickedFile; remove(): void }): VNode {
  const { ready } = file
  return (
    <li>
      <span>
        <bdi>{ready?.name ?? file.name}</bdi>
        <small class="soft">
          {' '}
          {ready ? <FileFacts t={t} file={ready} /> : t('public.files.checking')}
        </small>
      </span>
      <button
        type="button"
        class="link"
        onClick={remove}
        aria-label={t('public.files.remove-named', { name: file.name })}
      >
        {t('public.files.remove')}
      </button>
      {ready?.type.startsWith('audio/') ? <Listen t={t} file={ready} /> : null}
    </li>
  )
}

function FileFacts({ t, file }: { t: Text; file: ReadyFile }): VNode {
  return (
    <>
      <bdi dir="ltr">{sizeOf(file.bytes.length)}</bdi> ·{' '}
      {t(file.metadata === 'removed' ? 'public.files.clean' : 'public.files.as-is')}
    </>
  )
}

function Listen({ t, file }: { t: Text; file: ReadyFile }): VNode | null {
  const [address, setAddress] = useState('')
  useEffect(() => {
    const made = URL.createObjectURL(
      new Blob([file.bytes as Uint8Array<ArrayBuffer>], { type: file.type }),
    )
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return address ? (
    // biome-ignore lint/a11y/useMediaCaption: it is the person's own recording, made a moment ago
    <audio controls src={address} aria-label={t('public.voice.listen', { name: file.name })} />
  ) : null
}

function sizeOf(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.ceil(bytes / 1024)} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
