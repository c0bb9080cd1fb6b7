import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fromRows, type Kind, openTables } from './index.ts'
import { prepareField } from './prepare.ts'

const folder = mkdtempSync(join(tmpdir(), 'table-'))
afterAll(() => rmSync(folder, { recursive: true }))

const written: Partial<Record<Kind, string[]>> = {
  cnic: [
    '3410112345671',
    '34101-1234567-1',
    '34101 1234567 1',
    '1111111111111',
    '9410112345671',
    '3410112345',
    '*********5671',
    '5671',
    '34101',
    '',
    'XXXXX-XXXX567-1',
    '۳۴۱۰۱۱۲۳۴۵۶۷۱',
    'na',
  ],
  phone: [
    '03001234567',
    '0300-1234567',
    '923001234567',
    '+923001234567',
    '3001234567',
    '0421234567',
    '042-1234567',
    '00923001234567',
    '12',
    '',
    '+971501234567',
  ],
  number: ['1', '000', '0012', '123456789012345', '1234567890123456', '12-34', '', '7 8'],
  date: [
    '1990-03-07',
    '1990-02-31',
    '1990-13-01',
    '1900-02-29',
    '2000-02-29',
    '07/03/1990',
    '1990',
    '19900307',
    '',
    'soon',
    '0990-01-01',
  ],
}

test.each(Object.keys(written) as Kind[])(
  'a column of kind %s reads the same from a file as from rows',
  async (kind) => {
    const values = written[kind]!
    const path = join(folder, `${kind}.csv`)
    writeFileSync(path, `v,n\n${values.map((value, at) => `"${value}",${at}`).join('\n')}\n`)
    const plan = { name: 'v', kind, columns: ['v'] }
    const tables = await openTables([path], 1)
    const { length } = values
    const fromFile = prepareField('v', kind, await tables.packets(plan, 0), length)
    const rows = fromRows(values.map((v) => ({ v })))
    const fromMemory = prepareField('v', kind, await rows.packets(plan, 0), length)
    expect(fromFile.field.words.map((one) => [...one])).toEqual(
      fromMemory.field.words.map((one) => [...one]),
    )
    expect({ ...fromFile.report, distinct: 0 }).toEqual({ ...fromMemory.report, distinct: 0 })
  },
)
