/** What the pages of later rooms may use of the pages of cases. */
export { receivers } from '../permissions.ts'
export { ageText } from './ages.ts'
export { usePlaceName } from './places.tsx'
