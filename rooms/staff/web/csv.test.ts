import { describe, expect, it } from 'vitest'
import { csvOf } from './csv.ts'
import type { AuditLine } from './shapes.ts'

const line: AuditLine = {
  id: '1',
  at: '2026-11-09T10:00:00Z',
  personId: '2',
  person: { en: 'A. Raza', ur: 'اے رضا' },
  agency: { en: 'Gujrat circle', ur: 'گجرات سرکل' },
  what: 'cases.read',
  about: ['x', 'y'],
  outcome: 'done',
  why: null,
}

describe('the audit as a table', () => {
  it('lets no cell run as a formula', () => {
    const [, row] = csvOf([{ ...line, why: '=HYPERLINK("http://x")' }]).split('\r\n')
    expect(row).toContain(`"'=HYPERLINK(""http://x"")"`)
  })
  it('keeps commas, quotes and line breaks inside their cell', () => {
    const text = csvOf([{ ...line, person: { en: 'Raza, "A"\nB', ur: '' } }])
    expect(text).toContain('"Raza, ""A""\nB"')
  })
  it('begins with a byte order mark and ends with a line break', () => {
    const text = csvOf([line])
    expect(text.startsWith('\uFEFFat,')).toBe(true)
    expect(text.endsWith('\r\n')).toBe(true)
  })
})
