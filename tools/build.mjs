import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { main, root, run } from './steps.mjs'

/** The server in one bundle, beside node_modules: packages stay outside it. */
async function buildServer() {
  const { build } = await import('esbuild')
  await build({
    absWorkingDir: root,
    entryPoints: ['panah.ts'],
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
  await Promise.all([buildServer(), tool('build-public.mjs'), buildWorkspace()])
})
