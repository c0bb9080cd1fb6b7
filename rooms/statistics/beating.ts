const BEAT_MS = 1000

/**
 * Long work that tells how far it is, and ends when `beat` says that somebody has stopped it; then
 * undefined. A database that does not answer ends it too: it is taken up again later.
 */
export async function beating<T>(
  beat: (progress: number) => Promise<boolean>,
  work: (signal: AbortSignal, tell: (progress: number) => void) => Promise<T>,
): Promise<T | undefined> {
  const abort = new AbortController()
  let progress = 0
  const once = () =>
    beat(progress).then(
      (going) => going || abort.abort(),
      () => abort.abort(),
    )
  await once()
  const timer = setInterval(() => void once(), BEAT_MS)
  try {
    return await work(abort.signal, (now) => {
      progress = now
    })
  } catch (trouble) {
    if (abort.signal.aborted) return undefined
    throw trouble
  } finally {
    clearInterval(timer)
  }
}
