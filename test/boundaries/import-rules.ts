import type { IForbiddenRuleType } from 'dependency-cruiser'

/**
 * Features of a lower rank know nothing of the higher ones. Source: docs/architecture.md, "Imports point one way".
 * Routes, their policies and sweeps stand above them all: nobody but the registry uses those.
 */
const FEATURE_RANKS: readonly (readonly string[])[] = [
  ['audit'],
  ['settings'],
  ['permissions'],
  ['delivery'],
  ['bulk'],
  ['directory', 'sign-in'],
  ['open-items', 'invitations', 'installation'],
  ['prequalification', 'imports', 'scim', 'webhooks', 'backup', 'erasure'],
]

/** Tests see everything, what they share included. */
const TEST_CODE = '(\\.test\\.tsx?|/testing\\.ts)$|^(test|bench)/'
const product = (path: string) => ({ path, pathNot: TEST_CODE })
/** Installed, or (where it could not be found) as it is named in the import. */
const npmPackage = (names: string) => `((^|/)node_modules/|^)(${names})(/|$)`

/** The layers of the server, from the top: each may use those after it, and contract/ and locales/. */
const LAYERS = ['main', 'registry', 'http', 'features', 'sweeps', 'db', 'lib'] as const

export const importRules: IForbiddenRuleType[] = [
  only('contract-is-zod-only', product('^contract/'), `^contract/|${npmPackage('zod')}`),
  only(
    'web-uses-contract-and-locales',
    product('^web/(?!vite\\.config)'),
    '^(web|contract|locales)/|(^|/)node_modules/',
  ),
  {
    name: 'server-never-uses-web',
    severity: 'error',
    from: product('^server/'),
    to: { path: '^web/' },
  },
  {
    name: 'product-never-uses-tests',
    severity: 'error',
    from: product('^(contract|server|web)/'),
    to: { path: TEST_CODE },
  },
  ...LAYERS.slice(1).map((layer, index) => ({
    name: `server-layers-${layer}`,
    severity: 'error' as const,
    from: product(`^server/${layer}[./]`),
    to: { path: `^server/(${LAYERS.slice(0, index + 1).join('|')})[./]` },
  })),
  {
    name: 'features-through-index',
    severity: 'error',
    from: product('^server/(?!features/|registry\\.ts$)'),
    to: { path: '^server/features/', pathNot: '^server/features/[^/]+/index\\.ts$' },
  },
  {
    // What only the registry hangs up need not pass through index.ts, which the other features read.
    name: 'features-through-index-or-routes-and-sweeps',
    severity: 'error',
    from: product('^server/registry\\.ts$'),
    to: { path: '^server/features/', pathNot: '^server/features/[^/]+/(index|routes|sweeps)\\.ts$' },
  },
  {
    name: 'features-through-index-of-each-other',
    severity: 'error',
    from: product('^server/features/([^/]+)/'),
    to: { path: '^server/features/', pathNot: '^server/features/($1/|[^/]+/index\\.ts$)' },
  },
  ...FEATURE_RANKS.flatMap((features, rank) =>
    features.map(feature => ({
      name: `feature-ranks-${feature}`,
      severity: 'error' as const,
      from: product(`^server/features/${feature}/(?!(routes|policy|sweeps)\\.ts$)`),
      to: {
        path: '^server/features/',
        pathNot: `^server/features/(${[feature, ...FEATURE_RANKS.slice(0, rank).flat()].join('|')})/`,
      },
    })),
  ),
  {
    name: 'feature-has-a-rank',
    severity: 'error',
    from: { path: `^server/features/(?!(${FEATURE_RANKS.flat().join('|')})/)` },
    to: {},
  },
  valueOnlyIn('kysely-in-queries-and-db', 'kysely', '^server/(db/|.*queries\\.ts$)'),
  valueOnlyIn('fastify-in-http-and-routes', 'fastify|@fastify', '^server/(http/|main/|.*routes\\.ts$)'),
  {
    name: 'no-circles',
    severity: 'error',
    from: product('^(contract|server|web)/'),
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
]

function only(name: string, from: { path: string; pathNot: string }, allowed: string): IForbiddenRuleType {
  // A file that is not there is the type checker's to report.
  return { name, severity: 'error', from, to: { pathNot: allowed, couldNotResolve: false } }
}

function valueOnlyIn(name: string, packages: string, allowed: string): IForbiddenRuleType {
  const from = { path: '^(contract|server|web)/', pathNot: [allowed, TEST_CODE] }
  return {
    name,
    severity: 'error',
    from,
    to: { path: npmPackage(packages), dependencyTypesNot: ['type-only'] },
  }
}
