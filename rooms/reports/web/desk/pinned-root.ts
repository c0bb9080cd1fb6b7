const remembered = 'panah.root'

/**
 * Is this the organisation root that this browser saw first? A server that exchanged it could put
 * keys of its own in place of the desk's. In the try-out every installation has another root.
 */
export function isKnownRoot(root: string, tryout: boolean): boolean {
  if (tryout) return true
  const known = localStorage.getItem(remembered)
  if (!known) localStorage.setItem(remembered, root)
  return !known || known === root
}
