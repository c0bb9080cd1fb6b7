import { Tag, type Tone } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Status } from '../licence.ts'

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
