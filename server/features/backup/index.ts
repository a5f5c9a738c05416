export { heldMessages } from './held-messages.ts'
export { makeSafe, type Restored } from './make-safe.ts'
export { sendHeld } from './send-held.ts'
