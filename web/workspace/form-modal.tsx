import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ProblemError } from './api.ts'
import styles from './form-modal.module.css'
import { ErrorNote } from './parts.tsx'
import { useWords } from './words.tsx'

/** A form over the page: what was typed stays until it is saved or closed. */
export function FormModal({
  title,
  close,
  submit,
  label,
  busy,
  problem,
  children,
}: {
  title: string
  close: () => void
  submit: () => unknown
  /** What the button says where it does not save. */
  label?: string
  busy: boolean
  problem: ProblemError | undefined
  children: ReactNode
}) {
  const { t } = useWords()
  return (
    <Modal
      opened
      onClose={close}
      title={title}
      size="lg"
      closeButtonProps={{ 'aria-label': t('work.close') }}
    >
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {children}
        <ErrorNote problem={problem} />
        <div className={styles.actions}>
          <Button type="submit" loading={busy}>
            {label ?? t('work.save')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('work.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
