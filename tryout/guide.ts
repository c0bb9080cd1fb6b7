import type { RunningHouse } from '../main.ts'
import { staffDesk } from './staff-desk.ts'

/** The guide's pages, reviewed by a made-up officer. */
export async function publishGuide(running: Pick<RunningHouse, 'house' | 'app'>): Promise<void> {
  const desk = staffDesk(running)
  const officer = 'content-officer'
  try {
    const pages = await desk.ask<{ slug: string; out: boolean }[]>(
      officer,
      'GET',
      '/api/guide/texts',
    )
    for (const { slug, out } of pages) {
      if (out) continue
      const words = { words: 'Made up: read in both languages.' }
      await desk.ask(officer, 'POST', `/api/guide/texts/${slug}/publish-shipped`, words)
    }
  } finally {
    await desk.leave()
  }
}
