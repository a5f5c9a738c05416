export { installationRecord } from './queries.ts'
export { type ActedBy, record, recordEach, recordForInstallation } from './record.ts'
export { type ChainReport, verifyChain } from './verify-chain.ts'
