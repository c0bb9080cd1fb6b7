// Builds what the public pages fetch: scripts, style, fonts, each named by its content.
// The manifest maps the plain name to the built one; `sizes` are bytes after gzip.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, transform } from 'esbuild'
import { publicFonts, ranges } from '../web/fonts/fonts.mjs'
import { mergeWords } from './words.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const out = join(root, 'dist/public/assets')

/** Builds everything into dist/public and answers the manifest. */
export async function buildPublic() {
  const started = Date.now()
  await rm(out, { recursive: true, force: true })
  await mkdir(out, { recursive: true })
  const words = await mergeWords(root)
  const fonts = await putFonts(words.ur ?? {})
  const manifest = { ...(await putScripts()), ...(await putStyle(fonts)) }
  await writeFile(join(root, 'dist/public/manifest.json'), JSON.stringify(manifest, null, 2))
  console.log(`public pages: ${Object.keys(manifest).length} files in ${Date.now() - started} ms`)
  return manifest
}

/** Nastaliq is for headings alone: the keys that end so, of the pages that share a cut-down font. */
function headingsOf(words, pages) {
  const heading = new RegExp(`^(shell|${pages})\\..*(title|heading|name)$`)
  return Object.entries(words).flatMap(([key, text]) => (heading.test(key) ? [text] : []))
}

async function putFonts(words) {
  const files = await publicFonts({
    // What officers read of the guide is set in the workspace's own fonts.
    guide: headingsOf(words, 'guide(?!\\.texts|\\.campaigns)'),
    // The form is opened on the cheapest phones: no other page's headings weigh on it.
    report: headingsOf(
      words,
      'public(?!\\.(register|fairness|released|return|mailbox|log|retaliation|official|voice)\\.)',
    ),
    mailbox: headingsOf(words, 'public\\.(return|mailbox|log|retaliation)'),
    register: headingsOf(words, 'public\\.(register|fairness|released)'),
  })
  return Object.fromEntries(
    await Promise.all(
      Object.entries(files).map(async ([name, bytes]) => [name, await put(name, bytes)]),
    ),
  )
}

async function putStyle(fonts) {
  const face = (family, weight, file, range) =>
    `@font-face{font-family:${family};font-weight:${weight};font-display:swap;` +
    `src:url(${fonts[file]}) format("woff2");unicode-range:${range}}`
  const faces = [
    face('PanahNaskh', 400, 'naskh-400.woff2', ranges.arabic),
    face('PanahNaskh', 600, 'naskh-600.woff2', ranges.arabic),
    face('NastaliqGuide', 600, 'nastaliq-guide.woff2', ranges.arabic),
    face('NastaliqReport', 600, 'nastaliq-report.woff2', ranges.arabic),
    face('NastaliqMailbox', 600, 'nastaliq-mailbox.woff2', ranges.arabic),
    face('NastaliqRegister', 600, 'nastaliq-register.woff2', ranges.arabic),
    face('PanahUrduWord', 600, 'urdu-word.woff2', ranges.arabic),
    face('PanahNumbers', '400 600', 'numbers.woff2', ranges.latin),
    face('PanahSans', 400, 'sans-400.woff2', ranges.latin),
    face('PanahSans', 600, 'sans-600.woff2', ranges.latin),
    face('PanahSerif', 600, 'serif-600.woff2', ranges.latin),
  ]
  const own = await readFile(join(root, 'web/public/public.css'), 'utf8')
  const { code } = await transform(faces.join('\n') + own, { loader: 'css', minify: true })
  const noscript = await transform('.with-script{display:none!important}', {
    loader: 'css',
    minify: true,
  })
  return {
    'public.css': await put('public.css', code),
    'no-script.css': await put('no-script.css', noscript.code),
  }
}

function entries() {
  const rooms = readdirSync(join(root, 'rooms')).map((room) =>
    join(root, 'rooms', room, 'web/public'),
  )
  return [join(root, 'web/public'), ...rooms]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
    .filter((file) => /\.entry\.tsx?$/.test(file))
}

async function putScripts() {
  const { metafile } = await build({
    entryPoints: entries(),
    outdir: out,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: ['es2022'],
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    metafile: true,
    legalComments: 'none',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    absWorkingDir: root,
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const manifest = {}
  for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) {
    await writeFile(
      join(root, `${file}.gz`),
      gzipSync(readFileSync(join(root, file)), { level: 9 }),
    )
    if (entryPoint)
      manifest[basename(entryPoint).replace(/\.entry\.tsx?$/, '.js')] = `/assets/${basename(file)}`
  }
  return manifest
}

async function put(name, content) {
  const bytes = Buffer.from(content)
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10)
  const built = name.replace(/(\.\w+)$/, `-${hash}$1`)
  await writeFile(join(out, built), bytes)
  if (!name.endsWith('.woff2'))
    await writeFile(join(out, `${built}.gz`), gzipSync(bytes, { level: 9 }))
  return `/assets/${built}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPublic()
