import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: ['node_modules/**', 'dist/**', 'var/**'],
    globalSetup: ['tools/test-setup.ts'],
    pool: 'forks',
    // One worker reads the house once, not once a file: half of the time of a run was that.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 300_000,
    env: { TZ: 'UTC' },
  },
})
