/** What the pages of other rooms may use of ours: pure rules of the public log. */
export { type Leaf, leafFrom } from '../log/leaf.ts'
export {
  closedOf,
  countLeaf,
  differencesOf,
  remainderOf,
  type Tallies,
  type Tally,
  totalOf,
} from '../log/tally.ts'
export { drawOrder, FEWEST_SEATS, rosterFrom, rosterHash } from '../lot/lot.ts'
