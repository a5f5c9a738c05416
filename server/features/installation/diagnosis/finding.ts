import type { Finding } from '../../../../contract/delivery-settings.ts'

type Detail = Finding['detail']

export const finding = (
  check: Finding['check'],
  verdict: Finding['verdict'],
  outcome: string,
  detail: Detail = {},
): Finding => ({ check, verdict, outcome, detail })
