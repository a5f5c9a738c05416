export { changeTemplate } from './bulk/change-template.ts'
export { type InactivationListener, inactivateUsers } from './bulk/inactivate-users.ts'
export { companies } from './companies-subject.ts'
export { versionOf } from './list-people.ts'
export { outOfReach } from './out-of-reach.ts'
export { contacts, users } from './people-subject.ts'
export {
  isOneself,
  mayAssign,
  mayEditPeople,
  maySee,
  mayTouch,
  mayViewDetailOf,
  mayViewDirectory,
  mayViewUserDetail,
} from './policy.ts'
export { directoryRoutes } from './routes.ts'
export type { AddressChangeListener } from './save-person.ts'
