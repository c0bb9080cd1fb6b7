import { findFileType } from '../../core/file-type.ts'
import { Problem } from '../../core/problem.ts'

export const recordingLanguages = ['ur', 'en'] as const
export type RecordingLanguage = (typeof recordingLanguages)[number]

// Both play on every phone's browser; Ogg and WebM do not on older iPhones.
export const recordingTypes = ['audio/mpeg', 'audio/mp4'] as const
export type RecordingType = (typeof recordingTypes)[number]

/** Bytes. */
export const LARGEST_RECORDING = 8 * 1024 * 1024
/** Seconds. */
export const LONGEST_RECORDING = 3600

/** The type of a recording by its bytes; throws where the bytes are none that every phone plays. */
export function recordingTypeOf(bytes: Uint8Array): RecordingType {
  const found = findFileType(bytes)
  const type = recordingTypes.find((one) => one === found)
  if (!type)
    throw new Problem('input', 'guide/no-recording', { fields: { file: 'guide/no-recording' } })
  return type
}

/** From one byte to another, both included. */
export interface Piece {
  from: number
  to: number
}

/**
 * The piece of a file of `size` bytes that a player asks for.
 * Undefined: the whole; 'none': no byte of it is there. Several pieces at once are answered with the whole.
 * RFC 9110, section 14.
 */
export function pieceOf(asked: string | undefined, size: number): Piece | 'none' | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(asked ?? '') ?? []
  if (first) {
    const from = Number(first)
    const to = Math.min(last ? Number(last) : size - 1, size - 1)
    if (last && Number(last) < from) return undefined
    return from < size ? { from, to } : 'none'
  }
  if (!last) return undefined
  const length = Math.min(Number(last), size)
  return length ? { from: size - length, to: size - 1 } : 'none'
}

/** How long a recording lasts and what it weighs, as a listener who pays for his data counts. */
export function weightOf({ seconds, size }: { seconds: number; size: number }) {
  return {
    minutes: Math.max(1, Math.round(seconds / 60)),
    megabytes: Math.max(0.1, Math.round(size / 100_000) / 10),
  }
}
