import { Button, Drawer, Group } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import type { ProblemError } from '../../../web/workspace/api.ts'
import { ErrorNote } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import styles from './cases.module.css'

/** A form beside the case. Closing keeps what was typed until the page is left: the form stays mounted. */
export function FormDrawer({
  title,
  opened,
  onClose,
  onSubmit,
  problem,
  busy,
  submit,
  children,
}: {
  title: string
  opened: boolean
  onClose: () => void
  onSubmit: () => unknown
  problem: ProblemError | undefined
  busy: boolean
  submit: string
  children: ReactNode
}) {
  const { t } = useWords()
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={title}
      position="right"
      size="lg"
      lockScroll={false}
      keepMounted
      closeButtonProps={{ 'aria-label': t('work.close') }}
    >
      <form
        className={styles.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          void onSubmit()
        }}
      >
        {children}
        <ErrorNote problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('work.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {submit}
          </Button>
        </Group>
      </form>
    </Drawer>
  )
}
