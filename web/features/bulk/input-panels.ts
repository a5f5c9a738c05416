import { type ComponentType, lazy } from 'react'
import type { BulkActionName, Review, Selection } from '../../../contract/bulk-actions.ts'

/** What an action has to be told beside whom it is for; null while it is not said yet. */
export type ActionInput = Record<string, unknown> | null
export interface InputPanelProps {
  input: ActionInput
  selection: Selection
  /** Of the input as it is; null while there is none. */
  review: Review | null
  onChange: (input: ActionInput) => void
}

interface Panel {
  Panel: ComponentType<InputPanelProps>
  /** What the action is told until somebody says more; null where something has to be said. */
  atFirst: ActionInput
}

const panel = (load: () => Promise<ComponentType<InputPanelProps>>, atFirst: ActionInput = null): Panel => ({
  Panel: lazy(async () => ({ default: await load() })),
  atFirst,
})

const chooseTemplate = async () =>
  (await import('../directory/bulk/change-template-panel.tsx')).ChangeTemplatePanel

const chooseGroup = async () => (await import('../directory/bulk/add-to-group-panel.tsx')).AddToGroupPanel

/** The panels of actions whose input is not empty; every other action needs no code here. */
export const inputPanels: Partial<Record<BulkActionName, Panel>> = {
  'user.change-template': panel(chooseTemplate),
  'user.add-to-group': panel(chooseGroup),
  'contact.add-to-group': panel(chooseGroup),
  'user.inactivate': panel(
    async () => (await import('../directory/bulk/inactivate-panel.tsx')).InactivatePanel,
    {},
  ),
  'user.reactivate': panel(
    async () => (await import('../directory/bulk/reactivate-panel.tsx')).ReactivatePanel,
    {},
  ),
  'contact.promote': panel(chooseTemplate),
  'open-item.reassign': panel(
    async () => (await import('../open-items/bulk/reassign-panel.tsx')).ReassignPanel,
  ),
}
