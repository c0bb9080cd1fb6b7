export { base64, fromBase64, hex, isSame, joined, textOf, utf8 } from './bytes.ts'
export {
  type Checkpoint,
  checkpointFrom,
  checkpointText,
  refuseFork,
  signCheckpoint,
  type VerifiedCheckpoint,
  verifyCheckpoint,
  type Witnessing,
} from './checkpoint.ts'
export { Edge, type Grown, type StoredBundle, type StoredTile } from './edge.ts'
export { type FaultCode, LogFault } from './fault.ts'
export { fileMemory, writeDurably } from './file-memory.ts'
export { Frontier } from './frontier.ts'
export { emptyRoot, leafHash, nodeHash, sha256 } from './hash.ts'
export {
  keyFrom,
  keyText,
  LOG_KEY,
  logSigner,
  type NoteKey,
  type NoteSigner,
  noteFrom,
  openNote,
  WITNESS_KEY,
  witnessSigner,
} from './note.ts'
export { isMet, type Policy, policyFrom, trusting } from './policy.ts'
export { type Head, PostgresLog, type Query, type Transaction, tables } from './postgres.ts'
export { type LogProof, proofFrom, proofText, verifyProof } from './proof.ts'
export {
  overHttp,
  proveConsistency,
  proveInclusion,
  readOn,
  type Source,
  withNodes,
} from './reader.ts'
export {
  bundlePath,
  countAt,
  cutBundle,
  LONGEST_ENTRY,
  readBundle,
  type TileId,
  tileFrom,
  tileOf,
  tilePath,
  WIDTH,
  writeBundle,
} from './tile.ts'
export {
  consistencyProof,
  inclusionProof,
  type ReadNode,
  rootFromPath,
  rootHash,
  type TreeHead,
  verifyConsistency,
  verifyInclusion,
} from './tree.ts'
export {
  type AskWitness,
  addCheckpointFrom,
  addCheckpointText,
  answerAsWitness,
  askToCosign,
  type WitnessAnswer,
  type WitnessMemory,
  type WitnessOf,
  witnessAt,
} from './witness.ts'
export {
  type Feed,
  type Item,
  LogWriter,
  type Placed,
  type WitnessOfLog,
  type WriterOf,
} from './writer.ts'
