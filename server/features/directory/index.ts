export { changeTemplate } from './bulk/change-template.ts'
export { type InactivationListener, inactivateUsers } from './bulk/inactivate-users.ts'
export { peopleMatching } from './filter-queries.ts'
export { outOfReach } from './out-of-reach.ts'
export {
  isOneself,
  mayAssign,
  mayEditPeople,
  mayFilter,
  maySee,
  mayTouch,
  mayViewDetailOf,
  mayViewDirectory,
  mayViewUserDetail,
} from './policy.ts'
export { directoryRoutes } from './routes.ts'
export type { AddressChangeListener } from './save-person.ts'
