/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { say } from '../../../../web/public/pieces.tsx'
import type { Text } from '../../../../web/public/text.ts'

// At this rate an hour of speech fits into 25 MB and stays easy to understand.
const BITS_PER_SECOND = 32_000

/** Records a voice note in the page; nothing is written to the phone. */
export function VoiceNote({ t, done }: { t: Text; done(recording: Blob): void }): VNode | null {
  const recorder = useRef<MediaRecorder | null>(null)
  const [seconds, setSeconds] = useState<number | null>(null)
  const [refused, setRefused] = useState(false)
  const running = seconds !== null

  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => setSeconds((now) => (now ?? 0) + 1), 1000)
    return () => clearInterval(timer)
  }, [running])
  // Whoever leaves the question must not be recorded on.
  useEffect(() => () => recorder.current?.stop(), [])

  async function begin(): Promise<void> {
    setRefused(false)
    try {
      recorder.current = await record(done)
      setSeconds(0)
    } catch {
      setRefused(true)
    }
  }

  function end(): void {
    recorder.current?.stop()
    recorder.current = null
    setSeconds(null)
  }

  return (
    <>
      <button
        type="button"
        class={running ? 'tool live' : 'tool'}
        onClick={() => (running ? end() : void begin())}
      >
        {t(running ? 'public.voice.stop' : 'public.voice.record')}
      </button>
      {running && (
        <span class="soft" role="timer">
          {say(t('public.voice.running', { time: clock(seconds) }))}
        </span>
      )}
      {refused && (
        <div class="problem" role="alert">
          {t('public.voice.refused')}
        </div>
      )}
    </>
  )
}

async function record(done: (recording: Blob) => void): Promise<MediaRecorder> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: BITS_PER_SECOND })
  const pieces: Blob[] = []
  recorder.ondataavailable = (event) => pieces.push(event.data)
  recorder.onstop = () => {
    for (const track of stream.getTracks()) track.stop()
    done(new Blob(pieces, { type: recorder.mimeType }))
  }
  recorder.start()
  return recorder
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
