// ./panah: makes sure that there is something to run, and runs it.

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beQuiet, build, install, main, root } from './steps.mjs'

beQuiet()
await main(async () => {
  await install()
  await build()
})
process.setSourceMapsEnabled(true)
await import(pathToFileURL(join(root, 'dist/panah.js')).href)
