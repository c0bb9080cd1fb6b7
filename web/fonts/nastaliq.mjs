// Nastaliq has hundreds of joined forms, and a font with all of them is too heavy for a slow phone.
// Our headings are known beforehand, so we keep only the forms that they need.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import * as hb from 'harfbuzzjs'

const require = createRequire(import.meta.url)
const fontverter = createRequire(require.resolve('subset-font'))('fontverter')

const WRITABLE = 2
const FEATURES = 6
const NO_HINTING = 0x1
const NO_LAYOUT_CLOSURE = 0x200

/** Subsets `source` (any font format) to exactly what `texts` need; answers woff2. */
export async function subsetToTexts(source, texts) {
  const font = await fontverter.convert(source, 'truetype')
  const subset = await cut(font, texts, glyphsOf(font, texts))
  const wrong = texts.filter((text) => shapeOf(font, text) !== shapeOf(subset, text))
  if (wrong.length) throw new Error(`These headings lose their shape: ${wrong.join(' | ')}`)
  return fontverter.convert(subset, 'woff2', 'truetype')
}

function open(font) {
  return new hb.Font(new hb.Face(new hb.Blob(font)))
}

function shaped(font, text, watch) {
  const buffer = new hb.Buffer()
  buffer.addText(text)
  buffer.guessSegmentProperties()
  if (watch) buffer.setMessageFunc(() => watch(buffer) ?? true)
  hb.shape(font, buffer)
  return buffer
}

// Forms that appear only half-way through shaping count too: without them later rules never apply.
function glyphsOf(data, texts) {
  const font = open(data)
  const glyphs = new Set([0])
  const watch = (buffer) => {
    for (const { codepoint } of buffer.getGlyphInfos()) glyphs.add(codepoint)
  }
  for (const text of texts) watch(shaped(font, text, watch))
  return glyphs
}

function shapeOf(data, text) {
  const font = open(data)
  const buffer = shaped(font, text)
  const positions = buffer.getGlyphPositions()
  const outlines = buffer.getGlyphInfos().map(({ codepoint }) => font.glyphToPath(codepoint))
  return JSON.stringify([outlines, positions])
}

async function cut(font, texts, glyphs) {
  const wasm = await readFile(require.resolve('harfbuzzjs/dist/harfbuzz-subset.wasm'))
  const { exports: lib } = (await WebAssembly.instantiate(wasm)).instance
  lib._initialize()
  const at = lib.malloc(font.length)
  new Uint8Array(lib.memory.buffer).set(font, at)
  const face = lib.hb_face_create(lib.hb_blob_create(at, font.length, WRITABLE, 0, 0), 0)
  const input = lib.hb_subset_input_create_or_fail()
  const features = lib.hb_subset_input_set(input, FEATURES)
  lib.hb_set_clear(features)
  lib.hb_set_invert(features)
  lib.hb_subset_input_set_flags(input, NO_HINTING | NO_LAYOUT_CLOSURE)
  const letters = lib.hb_subset_input_unicode_set(input)
  for (const letter of new Set(texts.join(''))) lib.hb_set_add(letters, letter.codePointAt(0))
  const kept = lib.hb_subset_input_glyph_set(input)
  for (const glyph of glyphs) lib.hb_set_add(kept, glyph)
  const result = lib.hb_face_reference_blob(lib.hb_subset_or_fail(face, input))
  const start = lib.hb_blob_get_data(result, 0)
  const length = lib.hb_blob_get_length(result)
  if (!length) throw new Error('The font could not be subset.')
  return Buffer.from(new Uint8Array(lib.memory.buffer).slice(start, start + length))
}
