import type { z } from 'zod'
import type { language } from '../../../../contract/people.ts'

export type Language = z.infer<typeof language>
