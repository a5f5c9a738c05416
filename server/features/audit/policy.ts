import { needs } from '../permissions/index.ts'

/** Who did what is for company Admins, and for who has the level Standard of Admin. Source: product.md section 4. */
export const mayViewAudit = needs('audit.view')

/** The history of one person is part of their detail; the log of everybody is not needed for it. */
export const mayViewHistory = needs('directory.view-user-detail')

/** Who reads the log sees that a person was changed; what they were and are, only who may see their card. */
export const mayViewChangesOfPeople = mayViewHistory
