// npm start: installs, builds and serves, each only where needed.

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, install, main, root } from './steps.mjs'

await main(async () => {
  await install()
  await build()
})
process.setSourceMapsEnabled(true)
// In this very process, so that a signal or a kill meets the server and nobody in between.
process.argv.splice(2, 0, 'serve')
await import(pathToFileURL(join(root, 'dist/panah.js')).href)
