import { ProblemError } from '../../../web/workspace/api.ts'

const refuse = (code: string) => new ProblemError(400, code, { fields: { file: code } })

/**
 * How long a recording lasts, in whole seconds of at least one.
 * Throws a ProblemError where it is larger than `mostBytes`, cannot be played here or lasts longer than `mostSeconds`.
 */
export async function measureSound(
  file: File,
  mostBytes: number,
  mostSeconds: number,
): Promise<number> {
  if (file.size > mostBytes) throw refuse('guide/recording-too-large')
  const address = URL.createObjectURL(file)
  try {
    const seconds = await new Promise<number>((resolve, reject) => {
      const sound = new Audio()
      sound.preload = 'metadata'
      sound.onloadedmetadata = () => resolve(sound.duration)
      sound.onerror = () => reject(refuse('guide/no-recording'))
      sound.src = address
    })
    if (!Number.isFinite(seconds) || seconds > mostSeconds)
      throw refuse('guide/recording-unreadable')
    return Math.max(1, Math.round(seconds))
  } finally {
    URL.revokeObjectURL(address)
  }
}
