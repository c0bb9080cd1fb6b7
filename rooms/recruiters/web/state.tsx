import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { PersonName, Tag, type Tone } from '../../../web/workspace/parts.tsx'
import { type Bilingual, useWords } from '../../../web/workspace/words.tsx'
import type { Status } from '../licence.ts'
import styles from './recruiters.module.css'

const tones: { [status in Status]: Tone } = {
  valid: 'met',
  invalid: 'partly',
  expired: 'partly',
  suspended: 'danger',
  cancelled: 'danger',
  surrendered: 'neutral',
  delisted: 'neutral',
  banned: 'danger',
}

export function LicenceState({ status }: { status: Status }) {
  const { t } = useWords()
  return <Tag tone={tones[status]}>{t(`recruiters.status.${status}`)}</Tag>
}

export function LicenceNumber({ number }: { number: string }) {
  return <bdi dir="ltr">{number}</bdi>
}

/** Names the row of a list by its licensee, with the number below it, and what else is said there. */
export function LicenseeCell(of: {
  to: string
  licensee: { name: Bilingual; licenceNumber: string }
  children?: ReactNode
}) {
  return (
    <>
      <Link to={of.to}>
        <PersonName name={of.licensee.name} />
      </Link>
      <div className={styles.small}>
        <LicenceNumber number={of.licensee.licenceNumber} /> {of.children}
      </div>
    </>
  )
}
