import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../../../web/workspace/api.ts'
import { useSend } from '../../../../web/workspace/asking.ts'
import { ErrorNote } from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import { type FileNote, type OpenFile, openAttachment } from '../../sealing/attachment.ts'
import type { SealFault } from '../../sealing/broken-seal.ts'
import type { OpenReport } from '../../sealing/desk.ts'
import styles from './desk.module.css'
import { faultOf, SealNote } from './seal-note.tsx'

/** The files of one message; each is fetched, opened and shown only when asked for. */
export function Files({ report, files }: { report: OpenReport; files: readonly FileNote[] }) {
  const { t } = useWords()
  if (!files.length) return null
  return (
    <section>
      <h3 className={styles.filesTitle}>{t('desk.files')}</h3>
      <ul className={styles.files}>
        {files.map((file) => (
          <li key={file.id}>
            <OneFile report={report} file={file} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function OneFile({ report, file }: { report: OpenReport; file: FileNote }) {
  const { t, number } = useWords()
  const [fault, setFault] = useState<SealFault>()
  const { view, key } = report
  const complete = view.attachments.some((one) => one.id === file.id && one.complete)
  const opening = useSend(async () => {
    const sealed = await api.bytes(`/api/desk/reports/${view.id}/attachments/${file.id}`)
    try {
      return await openAttachment(sealed, key.identity, view.id, file)
    } catch (error) {
      setFault(faultOf(error))
      return undefined
    }
  })
  const [shown, setShown] = useState<OpenFile>()
  const open = async () => setShown(await opening.send())
  const kilobytes = number(Math.max(1, Math.round(file.size / 1024)))
  return (
    <>
      <bdi>{file.name}</bdi>{' '}
      <span className={styles.small}>
        {t(`desk.file.${file.type.split('/')[0]}`)} · <bdi>{kilobytes} KB</bdi>
      </span>{' '}
      {!complete ? (
        <span className={styles.small}>{t('desk.file.incomplete')}</span>
      ) : (
        !shown && (
          <Button
            size="compact-sm"
            variant="default"
            loading={opening.busy}
            onClick={() => void open()}
          >
            {t('desk.file.open')}
          </Button>
        )
      )}
      <ErrorNote problem={opening.problem} />
      <SealNote fault={fault} />
      {shown && <Shown file={shown} />}
    </>
  )
}

function Shown({ file }: { file: OpenFile }) {
  const { t } = useWords()
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([file.bytes], { type: file.type }))
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  if (!url) return null
  return (
    <div className={styles.shown}>
      {file.type.startsWith('image/') && (
        <img src={url} alt={t('desk.file.picture', { name: file.name })} />
      )}
      {file.type.startsWith('audio/') && (
        // biome-ignore lint/a11y/useMediaCaption: a voice note of a reporter has no captions
        <audio controls src={url} aria-label={file.name} />
      )}
      {file.type.startsWith('video/') && (
        // biome-ignore lint/a11y/useMediaCaption: a reporter's film has no captions
        <video controls src={url} aria-label={file.name} />
      )}
      <a href={url} download={file.name}>
        {t('desk.file.download')}
      </a>
    </div>
  )
}
