import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import Sigma from 'sigma'
import { Notice } from '../../../web/workspace/parts.tsx'
import type { GraphNode, NetworkGraph } from '../graph.ts'
import { drawable, drawnBy, FAINT, settingsFor } from './drawing.ts'
import styles from './graph.module.css'
import type { Places } from './measuring.ts'
import { useTelling } from './telling.ts'

interface Shown {
  graph: NetworkGraph
  places: Places
  selected: string | undefined
  /** Ids of nodes on the way that is shown. */
  way: readonly string[]
  onSelect: (id: string | undefined) => void
  onExpand: (id: string) => void
}

/** The network drawn; the tables below it say the same. */
export function GraphCanvas(shown: Shown) {
  const { t, nodeName } = useTelling()
  const box = useRef<HTMLDivElement>(null)
  const sigma = useRef<Sigma>(undefined)
  const latest = useRef(shown)
  latest.current = shown
  const help = useId()
  // Without a graphics card some browsers draw nothing: then the tables stand alone.
  const [by] = useState(drawnBy)
  const { graph, places, selected, way } = shown

  useEffect(() => {
    if (by === 'nothing' || !box.current || !places.size) return
    const camera = sigma.current?.getCamera().getState()
    const drawn = new Sigma(drawable(graph, places, labelOf), box.current, settingsFor(graph, by))
    if (camera) drawn.getCamera().setState(camera)
    drawn.on('clickNode', ({ node }) => latest.current.onSelect(node))
    drawn.on('clickStage', () => latest.current.onSelect(undefined))
    drawn.on('doubleClickNode', (event) => {
      event.preventSigmaDefault()
      latest.current.onExpand(event.node)
    })
    sigma.current = drawn
    return () => {
      drawn.kill()
      sigma.current = undefined
    }
    // The names change with the language, which draws the page anew.
  }, [graph, places, by])

  useEffect(() => {
    const drawn = sigma.current
    if (!drawn) return
    const near = new Set(selected ? nearOf(graph, selected) : [])
    const onWay = new Set(way)
    const lit = (id: string) =>
      onWay.size ? onWay.has(id) : !selected || id === selected || near.has(id)
    drawn.setSetting('nodeReducer', (id, data) => ({
      ...data,
      ...(lit(id) ? {} : { color: FAINT, label: null }),
      ...(id === selected ? { highlighted: true, zIndex: 2 } : {}),
      ...(onWay.has(id) || near.has(id) ? { forceLabel: true, zIndex: 1 } : {}),
    }))
    drawn.setSetting('edgeReducer', (edge, data) => {
      const [one, two] = drawn.getGraph().extremities(edge)
      const strong = onWay.size ? onWay.has(one) && onWay.has(two) : lit(one) && lit(two)
      return { ...data, ...(strong ? {} : { color: FAINT }) }
    })
  }, [graph, places, selected, way])

  function labelOf(node: GraphNode): string {
    return `${t(`network.node.${node.kind}`)}: ${nodeName(node)}`
  }

  function move(by: number, among: readonly string[]) {
    if (!among.length) return
    const at = selected ? among.indexOf(selected) : -1
    shown.onSelect(among[(at + by + among.length) % among.length])
  }

  function onKeyDown(event: KeyboardEvent) {
    const all = graph.nodes.map(({ id }) => id)
    const camera = sigma.current?.getCamera()
    const keys: Record<string, () => void> = {
      ArrowDown: () => move(1, all),
      ArrowUp: () => move(-1, all),
      ArrowRight: () => step(1),
      ArrowLeft: () => step(-1),
      Enter: () => selected && shown.onExpand(selected),
      Escape: () => shown.onSelect(undefined),
      '+': () => void camera?.animatedZoom({ duration: 0 }),
      '-': () => void camera?.animatedUnzoom({ duration: 0 }),
    }
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  // Along a tie: to the neighbour, and from there back or on around whoever was left.
  const turn = useRef<{ around: string; at: number }>(undefined)
  function step(by: number) {
    if (!selected)
      return move(
        1,
        graph.nodes.map(({ id }) => id),
      )
    const last = turn.current
    const circling = last && nearOf(graph, last.around)[last.at] === selected
    const around = circling ? last.around : selected
    const near = nearOf(graph, around)
    if (!near.length) return
    const at = circling ? (last.at + by + near.length) % near.length : by > 0 ? 0 : near.length - 1
    turn.current = { around, at }
    shown.onSelect(near[at])
  }

  const chosen = graph.nodes.find(({ id }) => id === selected)
  if (by === 'nothing') return <Notice tone="partly">{t('network.no-picture')}</Notice>
  return (
    <div className={styles.canvasFrame}>
      <div
        ref={box}
        className={styles.canvas}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture is moved through with the arrow keys.
        tabIndex={0}
        role="application"
        dir="ltr"
        aria-label={t('network.canvas', { nodes: graph.nodes.length, ties: graph.edges.length })}
        aria-describedby={help}
        onKeyDown={onKeyDown}
      />
      <p id={help} className={styles.small}>
        {t('network.canvas.help')}
      </p>
      <p aria-live="polite" className={styles.chosen}>
        {chosen && <bdi dir="auto">{labelOf(chosen)}</bdi>}
      </p>
    </div>
  )
}

const nearOf = ({ edges }: NetworkGraph, id: string): string[] =>
  edges.flatMap(({ one, two }) => (one === id ? two : two === id ? one : []))
