export { blankEvents, installationRecord } from './queries.ts'
export {
  type ActedBy,
  record,
  recordAll,
  recordEach,
  recordEachOwn,
  recordForInstallation,
} from './record.ts'
export { type ChainReport, verifyChain } from './verify-chain.ts'
