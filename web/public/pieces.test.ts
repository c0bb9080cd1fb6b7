import { type ComponentChildren, h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { say } from './pieces.tsx'

const said = (text: string) =>
  renderToString(h('p', null, say(text) as ComponentChildren)).replace(/<\/?p>/g, '')

test('a number stays one piece with its point, its colon or its spaces, and two numbers stay two', () => {
  expect(said('تقریباً 0.1 میگا بائٹ')).toBe('تقریباً <bdi>0.1</bdi> میگا بائٹ')
  expect(said('0300 1234567, 12:30')).toBe('<bdi>0300 1234567</bdi>, <bdi>12:30</bdi>')
  expect(said('16,950')).toBe('<bdi>16,950</bdi>')
  expect(said('X25519 1.')).toBe('X25519 <bdi>1</bdi>.')
})
