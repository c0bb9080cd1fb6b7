/** What each count of victims means, in the order in which it is read. */
export const numberDefinitions = [
  'unit',
  'detected',
  'status',
  'age',
  'form',
  'place',
  'law',
  'citizenship',
  'means',
  'period',
  'crosswalk',
  'rate',
].map((one) => `numbers.definition.${one}`)
