import { Card, Notice, Tag, When } from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import type { OpenedMessage } from '../../sealing/conversation.ts'
import type { OpenReport } from '../../sealing/desk.ts'
import styles from './desk.module.css'
import { Files } from './files.tsx'

/** What was written since, with the reporter and among the desk, by time. */
export function Thread({ report }: { report: OpenReport }) {
  const { t } = useWords()
  const later = report.conversation.messages.slice(1)
  const messages = [...later, ...report.notes.messages].sort((a, b) => (a.at < b.at ? -1 : 1))
  if (!messages.length) return null
  return (
    <Card title={t('desk.thread')}>
      <ol className={styles.thread}>
        {messages.map((message) => (
          <li key={`${message.direction}${message.sequence}`} data-direction={message.direction}>
            <Message report={report} message={message} />
          </li>
        ))}
      </ol>
    </Card>
  )
}

function Message({ report, message }: { report: OpenReport; message: OpenedMessage }) {
  const { t, pick } = useWords()
  const { body, desk, direction, fault } = message
  return (
    <>
      <div className={styles.messageHead}>
        <b>{direction === 'in' ? t('desk.from-reporter') : desk ? pick(desk) : t('desk.title')}</b>
        {direction === 'internal' && <Tag>{t('desk.internal')}</Tag>}
        <span className={styles.small}>
          <When at={message.at} />
        </span>
      </div>
      {fault && (
        <Notice tone="danger" title={t('desk.seal-broken')}>
          {t(`seal.${fault}`)}
        </Notice>
      )}
      {body && 'words' in body && (
        <div dir="auto" className={styles.own}>
          {body.words}
        </div>
      )}
      {body && 'files' in body && <Files report={report} files={body.files} />}
    </>
  )
}
