/** What the staff's pages of other rooms may use of ours; apart from door.ts, so that no public page carries it. */
export { AssignByHand, DrawAgain } from './desk/assign.tsx'
