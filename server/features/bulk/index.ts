export {
  type Applied,
  type BulkAction,
  type BulkCatalogue,
  defineBulkAction,
  type InTheWay,
  type Judge,
  type Narrowed,
  type Refused,
  type RunInHand,
  type SmsVolume,
  type SubjectNote,
  type Undo,
  type UserJudge,
  type Way,
} from './bulk-action.ts'
export { cancelRun, endSendingRuns } from './cancel-run.ts'
export { judgeOne } from './judge-one.ts'
export { changedSinceRun, judgedRows, withIds } from './judging-queries.ts'
export { runNoticeRoutes } from './notices/routes.ts'
export { runFinishedMessages } from './notices/run-finished-messages.ts'
export { lockPeople } from './queries.ts'
export { reviewBulkAction } from './review.ts'
export { bulkRoutes } from './routes.ts'
export { listRuns, runView } from './run-view.ts'
export { maySelect, selectedOf } from './selected.ts'
export { settleRunItems } from './settle-run-items.ts'
export { startDueRun } from './start-due-run.ts'
export { startRun } from './start-run.ts'
export type { Selected, Subject, SubjectCard } from './subject.ts'
export { runsSweep } from './sweeps.ts'
export { undoRun } from './undo-run.ts'
