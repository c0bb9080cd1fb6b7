import { useEffect, useRef, useState } from 'react'
import type { NetworkGraph } from '../graph.ts'
import type { MeasureAsked, Measured } from '../measure.ts'

export interface Place {
  x: number
  y: number
  /** Numbered from 1; nobody alone belongs to one. */
  community: number | null
  between: number | null
}
export type Places = ReadonlyMap<string, Place>

const none: Places = new Map()

/** Measures a network in a worker; what was measured before stays until the next is there. */
export function useMeasured(graph: NetworkGraph): { places: Places; busy: boolean } {
  const worker = useRef<Worker>(undefined)
  const [places, setPlaces] = useState(none)
  const [busy, setBusy] = useState(false)
  const before = useRef<MeasureAsked['before']>({})
  useEffect(() => {
    const index = new Map(graph.nodes.map(({ id }, i) => [id, i]))
    const asked: MeasureAsked = {
      nodes: graph.nodes.map(({ id }) => id),
      ties: graph.edges.map(({ one, two }) => [index.get(one)!, index.get(two)!]),
      before: before.current,
    }
    worker.current?.terminate()
    if (!asked.nodes.length) {
      setPlaces(none)
      return
    }
    const started = new Worker(new URL('./graph.worker.ts', import.meta.url), { type: 'module' })
    worker.current = started
    setBusy(true)
    started.onmessage = ({ data }: MessageEvent<Measured>) => {
      const measured = placesOf(asked, data)
      before.current = Object.fromEntries([...measured].map(([id, { x, y }]) => [id, [x, y]]))
      setPlaces(measured)
      setBusy(false)
      started.terminate()
    }
    started.onerror = () => setBusy(false)
    started.postMessage(asked)
    return () => started.terminate()
  }, [graph])
  return { places, busy }
}

function placesOf({ nodes }: MeasureAsked, { x, y, community, between }: Measured): Places {
  const sizes = new Map<number, number>()
  for (const one of community) sizes.set(one, (sizes.get(one) ?? 0) + 1)
  const order = [...sizes].filter(([, n]) => n > 1).sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const number = new Map(order.map(([one], i) => [one, i + 1]))
  return new Map(
    nodes.map((id, i) => [
      id,
      {
        x: x[i]!,
        y: y[i]!,
        community: number.get(community[i]!) ?? null,
        between: between?.[i] ?? null,
      },
    ]),
  )
}
