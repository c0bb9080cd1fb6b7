export type Kind =
  | 'input'
  | 'unauthenticated'
  | 'forbidden'
  | 'absent'
  | 'conflict'
  | 'gone'
  | 'stale'
  | 'too-large'
  | 'false-type'
  | 'too-many'

export const statusOf: Record<Kind, number> = {
  input: 400,
  unauthenticated: 401,
  forbidden: 403,
  absent: 404,
  conflict: 409,
  gone: 410,
  stale: 412,
  'too-large': 413,
  'false-type': 415,
  'too-many': 429,
}

export interface More {
  /** For a form: the name of a field and the code of what is wrong with it. */
  fields?: Record<string, string>
  /** Figures for the text, such as a limit. Never personal data. */
  values?: Record<string, string | number>
}

/**
 * Something the caller can put right; anything else thrown is a bug.
 * Sent as `application/problem+json` (RFC 9457); the text is looked up as `problem.<code>`.
 */
export class Problem extends Error {
  readonly kind: Kind
  readonly code: string
  readonly fields: Record<string, string> | undefined
  readonly values: Record<string, string | number> | undefined

  constructor(kind: Kind, code: string, more: More = {}) {
    super(code)
    this.kind = kind
    this.code = code
    this.fields = more.fields
    this.values = more.values
  }
}

/** Throws a refusal unless the rule allows it. */
export function permit(allowed: boolean, code = 'core/not-allowed'): void {
  if (!allowed) throw new Problem('forbidden', code)
}
