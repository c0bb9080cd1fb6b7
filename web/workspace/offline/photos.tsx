import { Button, FileButton } from '@mantine/core'
import { useState } from 'react'
import { Notice } from '../parts.tsx'
import { useWords } from '../words.tsx'
import styles from './field.module.css'

/** A picture as it is kept on the device: its id here, and a JPEG. */
export interface Photo {
  id: string
  base64: string
}

/** Pictures taken on the spot; `full` where no more of them can be sent. */
export function PhotosField({
  photos,
  alt,
  full,
  add,
  remove,
}: {
  photos: readonly Photo[]
  alt: string
  full: boolean
  add: (photo: Photo) => void
  remove: (id: string) => void
}) {
  const { t } = useWords()
  const [broken, setBroken] = useState(false)
  const take = async (file: File | null) => {
    if (!file) return
    const base64 = await smallPhoto(file)
    setBroken(!base64)
    if (base64) add({ id: crypto.randomUUID(), base64 })
  }
  return (
    <>
      <div className={styles.photos}>
        {photos.map((one) => (
          <div key={one.id}>
            <img src={`data:image/jpeg;base64,${one.base64}`} alt={alt} />
            <Button variant="default" size="compact-sm" onClick={() => remove(one.id)}>
              {t('work.remove')}
            </Button>
          </div>
        ))}
      </div>
      {broken && <Notice tone="danger">{t('work.field.photo-broken')}</Notice>}
      {full ? (
        <p className={styles.small}>{t('work.field.photo-full')}</p>
      ) : (
        <FileButton accept="image/*" capture="environment" onChange={(file) => void take(file)}>
          {(props) => (
            <Button variant="default" {...props}>
              {t('work.field.photo')}
            </Button>
          )}
        </FileButton>
      )}
    </>
  )
}

const LONGEST_SIDE = 1400

/** A photo small enough for a slow line; drawing it anew leaves behind place, time and camera. */
async function smallPhoto(file: Blob): Promise<string | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined)
  if (!picture) return undefined
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const url = canvas.toDataURL('image/jpeg', 0.72)
  return url.slice(url.indexOf(',') + 1)
}
