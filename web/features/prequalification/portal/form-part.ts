import type { CategoryId } from '../../../../contract/prequalification/form.ts'

// Apart from what judges answers: the router knows these names, and the first page does without the rest.
const categories = ['general', 'safety', 'insurance', 'financials'] as const satisfies CategoryId[]

/** The last part is where one looks over it and submits. */
export const formParts = [...categories, 'submit'] as const
export type FormPart = (typeof formParts)[number]

export const asFormPart = (value: unknown): FormPart | undefined => formParts.find(part => part === value)
