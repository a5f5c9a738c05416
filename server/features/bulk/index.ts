export {
  type BulkAction,
  type BulkCatalogue,
  defineBulkAction,
  type Judge,
  type Refused,
  type RunInHand,
} from './bulk-action.ts'
export { cancelRun, endSendingRuns } from './cancel-run.ts'
export { judgeOne } from './judge-one.ts'
export { judgedRows, withIds } from './judging-queries.ts'
export { lockPeople } from './queries.ts'
export { reviewBulkAction } from './review.ts'
export { bulkRoutes } from './routes.ts'
export { listRuns, runView } from './run-view.ts'
export { settleRunItems } from './settle-run-items.ts'
export { startRun } from './start-run.ts'
export type { Selected, Subject, SubjectCard } from './subject.ts'
export { runsSweep } from './sweeps.ts'
