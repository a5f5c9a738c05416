import type { BulkAction, BulkCatalogue } from '../bulk/index.ts'
import type { AddressListeners } from '../directory/index.ts'

/** What applying a file sets off elsewhere; put together in registry.ts. */
export type ImportEffects = AddressListeners & {
  catalogue: BulkCatalogue
  /** The bulk action behind the box *Send invitation*. */
  invite: BulkAction
}
