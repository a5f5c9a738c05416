import type { Database } from './db/connect.ts'
import { auditRoutes } from './features/audit/routes.ts'
import { sealingSweep } from './features/audit/sweeps.ts'
import {
  type BulkAction,
  type BulkCatalogue,
  bulkRoutes,
  runFinishedMessages,
  runNoticeRoutes,
  runsSweep,
} from './features/bulk/index.ts'
import {
  type Channel,
  type ConnectionPool,
  emailChannel,
  type MessageKind,
  mailboxRoutes,
  mailEventRoutes,
  messageTemplateRoutes,
  pauseRoutes,
  type SmsGateway,
  sendingSweep,
  smsChannel,
  smsGatewayRoutes,
  stopRoutes,
  suppressionRoutes,
} from './features/delivery/index.ts'
import {
  type AddressListeners,
  addContactsToGroup,
  addUsersToGroup,
  cancelInactivations,
  changeTemplate,
  companies,
  contacts,
  directoryRoutes,
  inactivateCompanies,
  inactivateContacts,
  inactivateUsers,
  promoteContacts,
  reactivateCompanies,
  reactivateContacts,
  reactivateUsers,
  users,
} from './features/directory/index.ts'
import { plannedInactivationsSweep } from './features/directory/sweeps.ts'
import { erasureRoutes } from './features/erasure/routes.ts'
import { type ImportEffects, importRoutes } from './features/imports/index.ts'
import { installationRoutes } from './features/installation/routes.ts'
import {
  confirmArrivals,
  endInvitations,
  followUpsSweep,
  invitationMessages,
  invitationRoutes,
  invitationStop,
  inviteFirstAdmin,
  inviteUsers,
  judgeTemporary,
  newLinksSweep,
  sendAgainToUsers,
  withdrawInvitations,
  withdrawTexted,
} from './features/invitations/index.ts'
import { openItems, openItemsSuccession, reassignOpenItems } from './features/open-items/index.ts'
import { openItemRoutes } from './features/open-items/routes.ts'
import { permissionRoutes } from './features/permissions/routes.ts'
import {
  endRespondents,
  prequalificationMessages,
  prequalificationStop,
  prequalificationsOfMerged,
  prequalifyButtons,
  prequalifyUsers,
  withdrawRespondents,
} from './features/prequalification/index.ts'
import { prequalificationRoutes } from './features/prequalification/routes.ts'
import { prequalificationsSweep } from './features/prequalification/sweeps.ts'
import { type Context, type Installation, suspendedAccounts } from './features/settings/index.ts'
import { settingsRoutes } from './features/settings/routes.ts'
import {
  endApiKeysOf,
  endSessionsOf,
  passwordResetMessages,
  signInAddressMessages,
} from './features/sign-in/index.ts'
import { signInRoutes } from './features/sign-in/routes.ts'
import { forgottenPasswordsSweep } from './features/sign-in/sweeps.ts'
import type { FeatureRoutes } from './http/app.ts'
import type { Sweep } from './sweeps/sweep.ts'

/** What ends when a user becomes inactive, in the same transaction. */
const endingWithActivity = [endSessionsOf, endApiKeysOf, endInvitations, endRespondents]

/** The Bulk Actions menu, in its order. */
export const bulkActions = (installation: Installation): BulkAction[] => [
  inviteUsers(installation),
  sendAgainToUsers,
  confirmArrivals(installation),
  prequalifyUsers(installation),
  changeTemplate,
  addUsersToGroup,
  inactivateUsers(endingWithActivity, openItemsSuccession),
  cancelInactivations,
  reactivateUsers(endingWithActivity),
  inactivateContacts,
  reactivateContacts,
  promoteContacts,
  addContactsToGroup,
  inactivateCompanies,
  reactivateCompanies,
  reassignOpenItems,
]

export const bulkCatalogue = (installation: Installation): BulkCatalogue => ({
  actions: bulkActions(installation),
  subjects: { user: users, contact: contacts, company: companies, 'open-item': openItems },
})

const addressListeners: AddressListeners = {
  whenAddressChanges: [withdrawInvitations, withdrawRespondents],
  whenPhoneChanges: [withdrawTexted],
}

/** What an import sets off; also that of the command line. */
export const importEffects = (installation: Installation): ImportEffects => ({
  catalogue: bulkCatalogue(installation),
  invite: inviteUsers(installation),
  ...addressListeners,
})

/** What each feature answers under /api/v1. */
export const routes: FeatureRoutes[] = [
  context => signInRoutes(context, judgeTemporary),
  mailboxRoutes,
  context => smsGatewayRoutes(context, messageKinds(context.installation)),
  context => mailEventRoutes(context, messageKinds(context.installation)),
  suppressionRoutes,
  pauseRoutes,
  messageTemplateRoutes,
  context => stopRoutes(context, [invitationStop(context.installation), prequalificationStop]),
  context =>
    directoryRoutes(context, {
      listeners: addressListeners,
      prequalifyButtons,
      merging: prequalificationsOfMerged,
    }),
  context => bulkRoutes(context, bulkCatalogue(context.installation)),
  context => runNoticeRoutes(context, bulkCatalogue(context.installation)),
  context => invitationRoutes(context, inviteUsers(context.installation)),
  context => importRoutes(context, importEffects(context.installation)),
  openItemRoutes,
  auditRoutes,
  erasureRoutes,
  settingsRoutes,
  permissionRoutes,
  prequalificationRoutes,
  context =>
    installationRoutes(context, (tx, account) => inviteFirstAdmin(tx, context.installation, account)),
]

/** What delivery may have to send. */
export const messageKinds = (installation: Installation): MessageKind[] => [
  invitationMessages(installation),
  passwordResetMessages(installation),
  signInAddressMessages(installation),
  ...prequalificationMessages(installation),
  runFinishedMessages(installation, bulkCatalogue(installation)),
]

/** The ways out of here; without `sms` nothing is sent by SMS. */
export type Ways = {
  pool: Database['pool']
  connections: ConnectionPool
  /** E-mails under way at once. */
  lanes: number
  sms?: SmsGateway
}

/** What the worker looks after. */
export const sweeps = ({ db, installation }: Context, ways: Ways): Sweep[] => [
  ...[
    plannedInactivationsSweep(db),
    runsSweep(db, bulkCatalogue(installation)),
    followUpsSweep({ db, installation }),
    newLinksSweep({ db, installation }, inviteUsers(installation)),
    prequalificationsSweep({ db, installation }),
    ...channels({ db, installation }, ways).map(channel =>
      sendingSweep({
        db,
        pool: ways.pool,
        kinds: messageKinds(installation),
        channel,
        limits: installation.sendLimits,
      }),
    ),
  ].map(unlessSuspended),
  // These look after the installation itself; what was done is sealed whatever becomes of the account.
  forgottenPasswordsSweep({ db, installation }),
  sealingSweep({ db, installation }),
]

function channels({ db, installation }: Context, ways: Ways): Channel[] {
  const kinds = messageKinds(installation)
  const email = emailChannel({ db, installation, kinds }, ways)
  return ways.sms ? [email, smsChannel({ db, kinds }, ways.sms)] : [email]
}

/** What is due for a suspended account stays due until it goes on. */
const unlessSuspended = (sweep: Sweep): Sweep => ({
  ...sweep,
  async dueAccounts(db, now) {
    const due = await sweep.dueAccounts(db, now)
    if (!due.length) return due
    const suspended = await suspendedAccounts(db)
    return due.filter(accountId => !suspended.has(accountId))
  },
})
