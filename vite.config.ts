import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
// @ts-expect-error: a plain script, run before anything is compiled
import { mergeWords } from './tools/words.mjs'

/** While developing, the texts come from the rooms' files as they are now. */
function words(): Plugin {
  return {
    name: 'words',
    configureServer(server) {
      server.middlewares.use('/words', (request, response, next) => {
        const language = /^\/staff\.(\w+)\.json$/.exec(request.url ?? '')?.[1]
        if (!language) return next()
        void mergeWords(import.meta.dirname).then((all: Record<string, unknown>) => {
          response.setHeader('content-type', 'application/json; charset=utf-8')
          response.end(JSON.stringify(all[language] ?? {}))
        })
      })
    },
  }
}

/** Compressed copies beside what is served often: an officer on a slow line waits for a quarter of it. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle() {
      const folder = join(import.meta.dirname, 'dist/staff/assets')
      for (const name of readdirSync(folder).filter((one) => /\.(js|css|svg)$/.test(one))) {
        const bytes = readFileSync(join(folder, name))
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes))
        writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }))
      }
    },
  }
}

/** The workspace: `npx vite build` writes dist/staff, served under /staff/ by the house. */
export default defineConfig({
  plugins: [react(), words(), compressed()],
  base: '/staff/',
  build: {
    outDir: join(import.meta.dirname, 'dist/staff'),
    emptyOutDir: true,
    target: 'es2022',
    // Data addresses of fonts would be refused by the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        workspace: join(import.meta.dirname, 'workspace.html'),
        worker: join(import.meta.dirname, 'web/workspace/offline/worker.ts'),
      },
      output: {
        // A service worker reaches no further than its own folder, under a name that stays.
        entryFileNames: ({ name }) => (name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
})
