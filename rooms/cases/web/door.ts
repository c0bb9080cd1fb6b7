/** What the pages of later rooms may use of the pages of cases. */
export { ageText } from './ages.ts'
