/**
 * Asks the service worker to keep this page, as it is loaded now, for times without a network.
 * Answers whether it is kept; false where the browser has no service worker.
 */
export async function keepThisPage(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false
  try {
    await navigator.serviceWorker.register('/staff/worker.js')
    const { active } = await navigator.serviceWorker.ready
    if (!active) return false
    return await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = ({ data }) => resolve(data === 'kept')
      active.postMessage({ keep: loadedParts() }, [port2])
    })
  } catch {
    return false
  }
}

/** Scripts, styles, fonts and texts that this page has fetched. */
function loadedParts(): string[] {
  const paths = performance.getEntriesByType('resource').map((one) => new URL(one.name))
  const own = paths.filter(
    ({ origin, pathname }) =>
      origin === location.origin && /^\/(staff\/assets|words)\//.test(pathname),
  )
  return [...new Set(own.map(({ pathname }) => pathname))]
}
