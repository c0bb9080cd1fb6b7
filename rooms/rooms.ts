/**
 * The map of the house: the rooms in their order, and what each may look into, through door.ts
 * only. Later rooms may look into earlier ones, never back; what must move forward does so by
 * events. `tests/arrows.test.ts` holds the code to it.
 */
export const mayLookInto: Record<string, readonly string[]> = {
  staff: [],
  recruiters: ['staff'],
  guide: ['recruiters'],
  reports: ['staff', 'guide'],
  oversight: ['staff', 'reports'],
  cases: ['staff', 'reports'],
  screening: ['staff', 'cases'],
  charges: ['staff', 'cases', 'screening'],
  protection: ['staff', 'cases', 'screening'],
  worksites: ['staff', 'cases', 'protection'],
  network: ['staff', 'recruiters', 'cases', 'worksites'],
  statistics: [
    'staff',
    'recruiters',
    'guide',
    'reports',
    'cases',
    'screening',
    'charges',
    'protection',
    'network',
  ],
}
