import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { api } from './api.ts'
import { useWords } from './words.tsx'

const warnBefore = 2 * 60_000
const signs = ['pointerdown', 'keydown', 'scroll'] as const

/** When did this person last do something here? Called at most once a second. */
export function useLastSign(onSign?: () => void): React.RefObject<number> {
  const last = useRef(Date.now())
  const told = useRef(onSign)
  told.current = onSign
  useEffect(() => {
    const sign = () => {
      if (Date.now() - last.current < 1000) return
      last.current = Date.now()
      told.current?.()
    }
    for (const name of signs) addEventListener(name, sign, { passive: true, capture: true })
    return () => {
      for (const name of signs) removeEventListener(name, sign, { capture: true })
    }
  }, [])
  return last
}

/**
 * Warns before an idle session ends. The server counts requests; somebody who only reads or types
 * makes none, so a sign of life is sent for them at most every two minutes.
 */
export function IdleWarning({ minutes, onEnd }: { minutes: number; onEnd: () => void }) {
  const { t } = useWords()
  const [left, setLeft] = useState<number>()
  const lastBeat = useRef(Date.now())
  const alive = () => {
    lastBeat.current = Date.now()
    setLeft(undefined)
    void api.get('/api/session').catch(() => undefined)
  }
  const last = useLastSign(() => {
    if (Date.now() - lastBeat.current > 2 * 60_000) alive()
  })
  useEffect(() => {
    const tick = setInterval(() => {
      const rest = minutes * 60_000 - (Date.now() - last.current)
      if (rest <= 0) onEnd()
      else setLeft(rest < warnBefore ? rest : undefined)
    }, 5_000)
    return () => clearInterval(tick)
  }, [minutes, onEnd, last])
  return (
    <Modal
      opened={left !== undefined}
      onClose={alive}
      title={t('work.idle.title')}
      closeButtonProps={{ 'aria-label': t('work.close') }}
    >
      <Stack>
        <Text>{t('work.idle.text', { count: Math.max(1, Math.ceil((left ?? 0) / 60_000)) })}</Text>
        <Group justify="flex-end">
          <Button onClick={alive}>{t('work.idle.stay')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
