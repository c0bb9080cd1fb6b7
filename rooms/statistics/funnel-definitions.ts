/** What each count of the funnel means, in the order in which it is read. */
export const funnelDefinitions = [
  'matter',
  'stage',
  'year',
  'skipped',
  'lost',
  'waiting',
  'time',
  'competing',
  'rate',
  'appeal',
  'sentence',
  'why',
  'groups',
  'place',
].map((one) => `funnel.definition.${one}`)
