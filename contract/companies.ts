import { z } from 'zod'

const words = (longest: number) => z.string().trim().max(longest)

/** What a list of companies, a selection and an export are narrowed by. */
export const companiesFilter = z
  .object({
    status: z.enum(['active', 'inactive']).default('active'),
    trade: words(100).optional().describe('One of its trades, whatever its case'),
    q: words(200).optional().describe('Anywhere in name, city, phone, e-mail'),
    name: words(200).optional().describe('Inside the name'),
    city: words(200).optional().describe('Inside the city'),
  })
  .meta({ id: 'CompaniesFilter' })
export type CompaniesFilter = z.infer<typeof companiesFilter>
