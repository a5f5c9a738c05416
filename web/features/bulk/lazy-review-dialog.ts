import { lazy } from 'react'

/** The review window comes when somebody asks for it. */
export const ReviewDialog = lazy(async () => ({
  default: (await import('./review-dialog.tsx')).ReviewDialog,
}))
