// Leaving must be possible from the first moment and must leave nothing in this tab.

/** Empties the page before anything else: somebody may be looking already. */
function leave(): void {
  document.documentElement.replaceChildren()
  try {
    sessionStorage.clear()
  } catch {
    // Storage may be forbidden; then nothing was kept there either.
  }
  location.replace('/exit')
}

let presses: number[] = []
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  presses = [...presses.filter((at) => event.timeStamp - at < 1500), event.timeStamp]
  if (presses.length >= 3) leave()
})

document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest('a')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
  if (link.id === 'leave') {
    event.preventDefault()
    leave()
    return
  }
  // Our own pages replace one another: the back button must not walk through them afterwards.
  const ours = link.origin === location.origin && link.hash === '' && !link.target
  if (!ours || link.hasAttribute('download')) return
  event.preventDefault()
  location.replace(link.href)
})

// A page brought back from the browser's memory may show what was typed before leaving.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})
