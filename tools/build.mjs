import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { main, root, run } from './steps.mjs'

/**
 * The worker threads of the libraries: `libraries/NAME/some.worker.ts` becomes
 * `dist/parts/some.worker.js`, beside the bundle's other parts.
 */
function workers() {
  const folder = join(root, 'libraries')
  if (!existsSync(folder)) return {}
  const found = readdirSync(folder, { recursive: true }).filter((path) =>
    /\.worker\.ts$/.test(path),
  )
  return Object.fromEntries(
    found.map((path) => [`parts/${basename(path, '.ts')}`, join(folder, path)]),
  )
}

/** The server in one bundle, beside node_modules: packages stay outside it. */
async function buildServer() {
  const { build } = await import('esbuild')
  await build({
    absWorkingDir: root,
    entryPoints: { panah: 'panah.ts', ...workers() },
    outdir: 'dist',
    chunkNames: 'parts/[name]-[hash]',
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    sourcemap: 'linked',
    logLevel: 'error',
  })
}

async function tool(name) {
  if (existsSync(join(root, 'tools', name)))
    await run(process.execPath, [join(root, 'tools', name)])
}

async function buildWorkspace() {
  if (!existsSync(join(root, 'vite.config.ts'))) return
  await run(process.execPath, [
    join(root, 'node_modules/vite/bin/vite.js'),
    'build',
    '--logLevel',
    'warn',
  ])
}

await main(async () => {
  // The pages carry the words: they come first.
  await tool('words.mjs')
  await Promise.all([
    buildServer(),
    tool('build-public.mjs'),
    tool('build-print.mjs'),
    buildWorkspace(),
  ])
})
