import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { mayLookInto } from '../rooms/rooms.ts'

const root = resolve(import.meta.dirname, '..')

interface Arrow {
  from: string
  to: string
  /** Gone once compiled: a type leads nowhere at run time. */
  typeOnly: boolean
}

// rooms/reports/stage.ts sets the scene of that room's tests.
const isTest = (file: string) => /\.test\.tsx?$|^rooms\/reports\/stage\.ts$/.test(file)

function sourcesBelow(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(join(root, path)).isDirectory()) return sourcesBelow(path)
    return /\.tsx?$/.test(name) ? [path] : []
  })
}

function arrowsOf(file: string): Arrow[] {
  const text = readFileSync(join(root, file), 'utf8')
  const found = text.matchAll(
    /(import\s+type|export\s+type|import|export)\s*(?:[^'"();]*?from\s*)?\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g,
  )
  return [...found].map(([, how, target]) => ({
    from: file,
    to: relative(root, resolve(root, dirname(file), target!)),
    typeOnly: how!.includes('type'),
  }))
}

const present = (folder: string) => existsSync(join(root, folder))
const files = ['core', 'libraries', 'rooms', 'web']
  .filter(present)
  .flatMap(sourcesBelow)
  .filter((file) => !isTest(file))
const arrows = files.flatMap(arrowsOf)
const roomOf = (file: string) => (file.startsWith('rooms/') ? file.split('/')[1]! : undefined)
const libraryOf = (file: string) => /^libraries\/[^/]+/.exec(file)?.[0]
const tell = ({ from, to }: Arrow) => `${from} → ${to}`

test('every room stands on the map, and the map names no room that is not there', () => {
  const there = readdirSync(join(root, 'rooms')).filter((name) =>
    statSync(join(root, 'rooms', name)).isDirectory(),
  )
  expect(there.sort()).toEqual(Object.keys(mayLookInto).sort())
})

test('the map itself never leads back', () => {
  const order = Object.keys(mayLookInto)
  for (const [room, others] of Object.entries(mayLookInto)) {
    for (const other of others)
      expect(order.indexOf(other), `${room} → ${other}`).toBeLessThan(order.indexOf(room))
  }
})

test('a room looks into another only where the map allows it', () => {
  const wrong = arrows.filter(({ from, to }) => {
    const [a, b] = [roomOf(from), roomOf(to)]
    return a && b && a !== b && to !== 'rooms/rooms.ts' && !mayLookInto[a]?.includes(b)
  })
  expect(wrong.map(tell)).toEqual([])
})

test('a room looks into another only through its door, or its pages through its pages’ door', () => {
  const wrong = arrows.filter(({ from, to }) => {
    const [a, b] = [roomOf(from), roomOf(to)]
    return a && b && a !== b && !/^rooms\/[^/]+\/(door|web\/door)\.tsx?$/.test(to)
  })
  expect(wrong.map(tell)).toEqual([])
})

test('core and the shared look know no room', () => {
  const wrong = arrows.filter(({ from, to }) => !roomOf(from) && roomOf(to))
  expect(wrong.map(tell)).toEqual([])
})

test('what ships never leans on a test', () => {
  expect(arrows.filter(({ to }) => /^(tests|journeys)\//.test(to) || isTest(to)).map(tell)).toEqual(
    [],
  )
})

test('a library stands alone: it knows only itself', () => {
  const wrong = arrows.filter(
    ({ from, to }) => libraryOf(from) && libraryOf(from) !== libraryOf(to),
  )
  expect(wrong.map(tell)).toEqual([])
})

test('a library is entered by its front door, index.ts', () => {
  const wrong = arrows.filter(
    ({ from, to }) =>
      libraryOf(to) &&
      libraryOf(from) !== libraryOf(to) &&
      !/^libraries\/[^/]+\/(index|browser)\.ts$/.test(to),
  )
  expect(wrong.map(tell)).toEqual([])
})

test('pages never touch records, routes or the database', () => {
  const wrong = arrows.filter(
    ({ from, to, typeOnly }) =>
      !typeOnly &&
      from.includes('/web/') &&
      /\/(records|routes|jobs)\.ts$|^core\/(database|act|server|house|events)\.ts$/.test(to),
  )
  expect(wrong.map(tell)).toEqual([])
})

test('what a page or a permission leans on is pure: no database, no network, no clock', () => {
  const isRule = (file: string) => /^rooms\/[^/]+\/(?!web\/)/.test(file)
  const leaning = files.filter((file) => file.includes('/web/') || file.endsWith('/permissions.ts'))
  const reached = new Set(leaning.filter(isRule))
  const open = [...leaning]
  for (let file = open.pop(); file; file = open.pop()) {
    for (const { from, to, typeOnly } of arrows) {
      if (typeOnly || from !== file || !isRule(to) || reached.has(to)) continue
      reached.add(to)
      open.push(to)
    }
  }
  expect(reached.size).toBeGreaterThan(0)
  const wrong = [...reached].filter((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return /from 'kysely'|from 'pg'|from 'fastify'|core\/database|Date\.now\(\)|new Date\(\)|fetch\(/.test(
      text,
    )
  })
  expect(wrong).toEqual([])
})

test('nothing of the server rides along to the browser with the workspace', () => {
  const reached = new Set(['workspace.tsx'])
  for (const file of reached)
    for (const { to, typeOnly } of arrowsOf(file))
      if (!typeOnly && /\.tsx?$/.test(to)) reached.add(to)
  expect(reached).toContain('web/workspace/parts.tsx')
  const server = /^import(?! type)[^'"]*['"](node:|pg|kysely|fastify|@fastify\/|@duckdb\/)/m
  const wrong = [...reached].filter((file) => server.test(readFileSync(join(root, file), 'utf8')))
  expect(wrong).toEqual([])
})
