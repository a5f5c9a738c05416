/** What came of a fault: in a few words what was seen, and every invariant that broke, one sentence each. */
export type FaultOutcome = { seen: string[]; broken: string[] }

/** @param amount how many kills, freezes, races or posts */
export type Fault = (amount: number) => Promise<FaultOutcome>
