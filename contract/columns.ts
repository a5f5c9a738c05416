import { z } from 'zod'

/** Columns of an export as the address of its list names them, `company.email`; `-` for none beside the name. Without it, all. */
export const chosenColumns = <Id extends string>(all: readonly [Id, ...Id[]]) =>
  z
    .string()
    .transform(named => named.split('.').filter(id => id !== '' && id !== '-'))
    .pipe(z.array(z.enum(all)))
    .optional()
    .describe(`Which columns beside the name, such as ${all.slice(0, 2).join('.')}, of ${all.join(' ')}`)
