import { z } from 'zod'
import { id, moment, pageOf, pageQuery } from './paging.ts'

export const importVerdicts = ['add', 'update', 'unchanged', 'faulty'] as const
export const importVerdict = z.enum(importVerdicts)

/** Bytes of one uploaded file; larger ones are split, or imported on the command line. */
export const mostImportBytes = 64 * 1024 * 1024

/**
 * The file itself is the body, as text/csv, text/plain or application/octet-stream.
 *
 * Refused as a whole it is Problem unreadable-file, with all faults at once: their path is `['file']` for what cannot be
 * read, `['header']` for its headings and `['map']` for what was said of its columns.
 */
export const importQuery = z.object({
  fileName: z.string().max(255).default('people.csv'),
  map: z
    .union([z.string().max(1000), z.array(z.string().max(1000)).max(100)])
    .default([])
    .describe(
      'What a column is, as COLUMN=FIELD, where its heading does not say it; may be repeated. FIELD ignore leaves it out',
    ),
})

/** A checked file; nothing is applied until confirmed. */
export const importView = z
  .object({
    id,
    fileName: z.string(),
    encoding: z.string(),
    delimiter: z.string(),
    columns: z.array(z.object({ header: z.string(), field: z.string().nullable() })),
    createdAt: moment,
    createdBy: z.object({ id, name: z.string() }),
    appliedAt: moment.nullable(),
    runId: id.nullable().describe('The run that sends the invitations, if asked for'),
    lines: z.number().int(),
    counts: z.record(importVerdict, z.number().int()),
    warned: z.number().int().describe('Good lines with a warning, such as a doubtful phone'),
  })
  .meta({ id: 'Import' })
export type ImportView = z.infer<typeof importView>
export const importsPage = pageOf(importView)

/** Words under `fault.<reason>` with `detail` as parameters; `field` is null where the whole line is meant. */
export const lineFault = z.object({
  field: z.string().nullable(),
  reason: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type ImportLineFault = z.infer<typeof lineFault>
export const importLine = z.object({
  line: z.number().int(),
  name: z.string(),
  cells: z.array(z.string()),
  verdict: importVerdict,
  personId: id.nullable().describe('Whom it updates or leaves alone; of an added person once applied'),
  faults: z.array(lineFault),
  warnings: z.array(lineFault),
})
export type ImportLine = z.infer<typeof importLine>
export const importLinesQuery = z.object({
  ...pageQuery.shape,
  verdict: importVerdict.optional(),
  warned: z.stringbool().optional(),
})
export const importLinesPage = pageOf(importLine)

export const applyInput = z.object({ sendInvitation: z.boolean().default(false) })
