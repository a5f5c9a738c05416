import { type ComponentType, lazy } from 'react'
import type { BulkActionName } from '../../../contract/bulk-actions.ts'

/** What an action has to be told beside whom it is for; null while it is not said yet. */
export type ActionInput = Record<string, unknown> | null
export interface InputPanelProps {
  input: ActionInput
  onChange: (input: ActionInput) => void
}

/** The panels of actions whose input is not empty; every other action needs no code here. */
export const inputPanels: Partial<Record<BulkActionName, ComponentType<InputPanelProps>>> = {
  'user.change-template': lazy(async () => ({
    default: (await import('../directory/bulk/change-template-panel.tsx')).ChangeTemplatePanel,
  })),
}
