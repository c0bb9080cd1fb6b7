/** The kinds of file that are taken, told by their first bytes: names and declared types prove nothing. */
export const fileTypes = {
  'image/jpeg': { endings: ['jpg', 'jpeg'], is: starts(0xff, 0xd8, 0xff) },
  'image/png': { endings: ['png'], is: starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  'image/webp': { endings: ['webp'], is: riff('WEBP') },
  'application/pdf': { endings: ['pdf'], is: starts(...letters('%PDF-')) },
  'audio/mpeg': { endings: ['mp3'], is: isMp3 },
  'audio/mp4': { endings: ['m4a'], is: (bytes) => brand('M4A ', 'M4B ')(bytes) || isSound(bytes) },
  'audio/ogg': { endings: ['ogg', 'oga', 'opus'], is: starts(...letters('OggS')) },
  'audio/wav': { endings: ['wav'], is: riff('WAVE') },
  'audio/webm': { endings: ['webm', 'weba'], is: (bytes) => isWebm(bytes) && !showsWebm(bytes) },
  'video/webm': { endings: ['webm'], is: isWebm },
  'video/mp4': { endings: ['mp4', 'm4v', 'mov', '3gp'], is: anyBrand },
} as const satisfies Record<
  string,
  { endings: readonly string[]; is: (bytes: Uint8Array) => boolean }
>

export type FileType = keyof typeof fileTypes

/** The type of a file by its bytes; the order of the list above decides where two would fit. */
export function findFileType(bytes: Uint8Array): FileType | undefined {
  return (Object.keys(fileTypes) as FileType[]).find((type) => fileTypes[type].is(bytes))
}

/** A name without what could mislead or break a file system. */
export function plainName(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}/\\]/gu, '').trim()
  return plain.slice(-120) || 'file'
}

/** The name with an ending that its type has, so that a file opens as what it is. */
export function nameFor(name: string, type: FileType): string {
  const plain = plainName(name)
  const ending = plain.split('.').at(-1)!.toLowerCase()
  const endings: readonly string[] = fileTypes[type].endings
  return endings.includes(ending) ? plain : `${plain}.${endings[0]}`
}

function letters(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0))
}

function has(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  return wanted.every((value, offset) => bytes[at + offset] === value)
}

function starts(...wanted: number[]) {
  return (bytes: Uint8Array) => has(bytes, 0, wanted)
}

function riff(form: string) {
  return (bytes: Uint8Array) => has(bytes, 0, letters('RIFF')) && has(bytes, 8, letters(form))
}

// ISO/IEC 14496-12: the first box of an MP4 file is 'ftyp', followed by its brand.
function anyBrand(bytes: Uint8Array): boolean {
  return has(bytes, 4, letters('ftyp'))
}

// What a browser records of a voice is the same container as a film; the tracks tell them apart.
// Matroska: CodecID (0x86), its length, and a name that begins V_ for a picture, A_ for sound.
const HEAD = 4096
function showsWebm(bytes: Uint8Array): boolean {
  const tracks = marks(bytes.subarray(0, HEAD), [0x86]).map((at) => at + 2)
  return (
    !tracks.some((at) => has(bytes, at, letters('A_'))) ||
    tracks.some((at) => has(bytes, at, letters('V_')))
  )
}

// ISO/IEC 14496-12: each track has a box 'hdlr' that names its kind twelve bytes on.
function isSound(bytes: Uint8Array): boolean {
  if (!anyBrand(bytes)) return false
  const kinds = marks(bytes, letters('hdlr')).map((at) => at + 12)
  const any = (kind: string) => kinds.some((at) => has(bytes, at, letters(kind)))
  return any('soun') && !any('vide')
}

/** Where a run of bytes stands. */
function marks(bytes: Uint8Array, wanted: readonly number[]): number[] {
  const found: number[] = []
  for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1)) {
    if (has(bytes, at, wanted)) found.push(at)
  }
  return found
}

function isWebm(bytes: Uint8Array): boolean {
  return has(bytes, 0, [0x1a, 0x45, 0xdf, 0xa3])
}

function brand(...brands: string[]) {
  return (bytes: Uint8Array) => anyBrand(bytes) && brands.some((one) => has(bytes, 8, letters(one)))
}

// An ID3 tag, or the frame sync of MPEG audio layer III (ISO/IEC 11172-3: eleven set bits, layer '01').
function isMp3(bytes: Uint8Array): boolean {
  if (has(bytes, 0, letters('ID3'))) return true
  return bytes[0] === 0xff && (bytes[1]! & 0xe6) === 0xe2
}
