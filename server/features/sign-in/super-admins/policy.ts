/**
 * A route's configuration: for super admins alone, not for any user of an account, whatever they may do there, and not for
 * programs. Source: product.md section 4.
 */
export const superAdminsOnly = { superAdmin: true } as const
