export { type ActedBy, record, recordAll, recordEach } from './record.ts'
export { type ChainReport, verifyChain } from './verify-chain.ts'
