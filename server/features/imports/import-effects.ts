import type { BulkAction, BulkCatalogue } from '../bulk/index.ts'
import type { AddressChangeListener } from '../directory/index.ts'

/** What applying a file sets off elsewhere; put together in registry.ts. */
export type ImportEffects = {
  catalogue: BulkCatalogue
  /** The bulk action behind the box *Send invitation*. */
  invite: BulkAction
  /** What else must happen, in the same transaction, to users whose e-mail the file changes. */
  whenAddressChanges: AddressChangeListener[]
}
