export { WORKER_CONNECTION_NAME } from './due-listener.ts'
export { type RunningSweeps, runSweeps } from './loop.ts'
export { runOnce } from './run-once.ts'
export type { Sweep } from './sweep.ts'
