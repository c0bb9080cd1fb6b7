/** @jsxImportSource preact */
import { type ComponentType, hydrate, render } from 'preact'
import { makeText, type Text } from './text.ts'

export interface IslandProps {
  t: Text
  lang: string
}

/** Brings the drawn page to life: `Root` takes over the element with the id `island`. */
export function startIsland<Props extends object>(
  Root: ComponentType<Props & IslandProps>,
  fresh = false,
): void {
  const data = JSON.parse(document.getElementById('island-data')!.textContent!)
  const place = document.getElementById('island')!
  const root = (
    <Root {...(data.props as Props)} t={makeText(data.words, data.lang)} lang={data.lang} />
  )
  if (fresh) render(root, place)
  else hydrate(root, place)
}
