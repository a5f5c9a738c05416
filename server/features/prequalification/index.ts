export { prequalifyUsers } from './bulk/prequalify-users.ts'
export { prequalificationMessages } from './prequalification-messages.ts'
export { prequalifyButtons } from './prequalify-buttons.ts'
export { endRespondents } from './respondent-queries.ts'
