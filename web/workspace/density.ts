import { useState } from 'react'

export type Density = 'comfortable' | 'compact'

const remembered = (personId: string) => `panah.density.${personId}`

export function showDensity(density: Density): void {
  document.documentElement.dataset.density = density
}

/** How close the lines stand, kept on this device for each person. */
export function useDensity(personId: string): [Density, (density: Density) => void] {
  const [density, set] = useState<Density>(() =>
    localStorage.getItem(remembered(personId)) === 'compact' ? 'compact' : 'comfortable',
  )
  showDensity(density)
  return [
    density,
    (next) => {
      localStorage.setItem(remembered(personId), next)
      set(next)
    },
  ]
}
