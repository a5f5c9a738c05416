export { addContactsToGroup, addUsersToGroup } from './bulk/add-to-group.ts'
export { cancelInactivations } from './bulk/cancel-inactivations.ts'
export { changeTemplate } from './bulk/change-template.ts'
export { inactivateCompanies } from './bulk/inactivate-companies.ts'
export { inactivateContacts } from './bulk/inactivate-contacts.ts'
export { inactivateUsers } from './bulk/inactivate-users.ts'
export { promoteContacts } from './bulk/promote-contacts.ts'
export { reactivateCompanies } from './bulk/reactivate-companies.ts'
export { reactivateContacts } from './bulk/reactivate-contacts.ts'
export { reactivateUsers } from './bulk/reactivate-users.ts'
export type { MergeListener } from './companies/merge-listener.ts'
export { companyNamed } from './companies/queries.ts'
export { companies } from './companies/subject.ts'
export { faultsOfSuccessors } from './leaving/judge-inactivation.ts'
export type { Succession } from './leaving/succession.ts'
export { personCard } from './list-people.ts'
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
export type { AddressListeners } from './save-person.ts'
export { versionOf } from './version.ts'
