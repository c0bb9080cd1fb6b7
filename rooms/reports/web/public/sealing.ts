// What the pages need of the sealing protocol, in one file so that it is fetched in one piece,
// after the form is on the screen and before it is needed.
export { encode as squareCode } from 'uqr'
export {
  acceptedFiles,
  LARGEST_FILE,
  MOST_FILES,
  openAttachment,
  PART,
  part,
  partsOf,
  prepareFile,
  type ReadyFile,
  RefusedFile,
  type Upload,
} from '../../sealing/attachment.ts'
export { BrokenSeal } from '../../sealing/broken-seal.ts'
export { fromBase64 } from '../../sealing/bytes.ts'
export type { OpenedMessage } from '../../sealing/conversation.ts'
export {
  groupsOf,
  type Mailbox,
  mailboxHeader,
  newReceipt,
  RECEIPT_DIGITS,
  receiptFrom,
} from '../../sealing/receipt.ts'
export {
  type OpenMailbox,
  openMailbox,
  type Routing,
  type SealedReport,
  sealFollowUp,
  sealReport,
} from '../../sealing/reporter.ts'
