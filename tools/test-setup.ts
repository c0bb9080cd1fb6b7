import { dropLeftovers, testServer } from './test-database.ts'

/** Holds the test server open for a whole run, so that no file has to start it again. */
export async function setup(): Promise<() => Promise<void>> {
  const server = await testServer()
  await dropLeftovers(server)
  return () => server.stop()
}
