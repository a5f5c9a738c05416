/** Every form asks these, and none can be submitted without them. Source: product.md section 3, Form. */
export const requiredQuestions: readonly string[] = [
  'legal-company-name',
  'federal-employer-id',
  'industry-type',
]
