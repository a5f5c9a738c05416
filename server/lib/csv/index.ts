export type { CsvDelimiter } from './delimiter.ts'
export type { CsvEncoding } from './encoding.ts'
export { type CsvFile, type CsvFileFault, type CsvRow, type CsvRowFault, readCsv } from './read-csv.ts'
export { csvLine, writeCsv } from './write-csv.ts'
