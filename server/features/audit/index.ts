export { type ActedBy, record, recordEach } from './record.ts'
export { type ChainReport, verifyChain } from './verify-chain.ts'
