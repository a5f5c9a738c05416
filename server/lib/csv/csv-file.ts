import { Readable } from 'node:stream'

/** A CSV that is written while it is read, as it is answered. @param name without `.csv` */
export const csvFile = (name: string, lines: AsyncIterable<string>) => ({
  headers: {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}.csv"`,
  },
  body: Readable.from(lines),
})
