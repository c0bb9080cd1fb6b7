import writeWorkbook from 'write-excel-file/node'
import { FileAnswer } from '../../core/routes.ts'
import type { Sheet } from './export.ts'

export function csvFile(text: string, name: string): FileAnswer {
  return new FileAnswer({ type: 'text/csv; charset=utf-8', bytes: text, name: `${name}.csv` })
}

export async function workbookFile(sheets: Sheet[], name: string): Promise<FileAnswer> {
  return new FileAnswer({
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    bytes: await writeWorkbook(sheets).toBuffer(),
    name: `${name}.xlsx`,
  })
}
