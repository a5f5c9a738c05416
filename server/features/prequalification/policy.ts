import type { CategoryId } from '../../../contract/prequalification/form.ts'
import { type Actor, may, needs } from '../permissions/index.ts'

/** The list, and the form as it is published. Source: product.md section 4, Prequalifications. */
export const mayViewPrequalifications = needs('prequalifications.view')

/** What a company's prequalification holds: decision, forms, history; and saying something about it. */
export const mayViewSubmissions = needs('prequalifications.comment')

/** Form, versions, change requests, status, primary contact, settings. */
export const mayAdminister = needs('prequalifications.administer')

/** Prequalifications Admin and Directory Standard or higher. Source: seed 001. */
export const mayInviteToPrequalify = needs('prequalifications.invite')

/** Financials are the Admins' alone, in everything that is answered: questions, answers, files, comments. */
export const hiddenCategories = (actor: Actor): CategoryId[] =>
  may(actor, mayAdminister.needs) ? [] : ['financials']
