/**
 * The Padmé length of a plaintext: at most 12 % longer (less for longer ones), and of
 * all lengths only O(log log) bits remain to be seen. Source: Nikitin, Barman, Lueks, Underwood,
 * Hubaux, Ford, "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs",
 * PETS 2019, section 4.
 */
export function paddedLength(length: number): number {
  if (length < 2) return length
  const exponent = Math.floor(Math.log2(length))
  const mantissaBits = Math.floor(Math.log2(exponent)) + 1
  if (exponent < 1 || mantissaBits >= exponent) return length
  // Arithmetic, not bit operations: those wrap at 2^31.
  const bucket = 2 ** (exponent - mantissaBits)
  return Math.ceil(length / bucket) * bucket
}

/** Short answers all look alike: nothing is sealed shorter than this. Bytes. */
export const SHORTEST = 1024

/** Fills `bytes` up to its bucket with `filler`; what is inside must tell where it ends. */
export function padded(
  bytes: Uint8Array,
  filler: number,
  shortest = SHORTEST,
): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(paddedLength(Math.max(bytes.length, shortest))).fill(filler)
  whole.set(bytes)
  return whole
}
