import { type FaultGround, faultGround } from './fault-ground.ts'

/** Cases wait for time-outs more than they work; each lane has a database of its own, or they would send for each other. */
const AT_ONCE = 3

/**
 * Carries out each case of a table.
 *
 * @param carryOut @returns what is not as the table says
 * @returns the same of all cases, each with its name
 */
export async function eachCase<Case extends { what: string }>(
  cases: Case[],
  carryOut: (ground: FaultGround, one: Case) => Promise<string[]>,
): Promise<string[]> {
  const broken: string[] = []
  const left = cases.values()
  const lane = async () => {
    const ground = await faultGround()
    try {
      for (const one of left) {
        const wrong = await carryOut(ground, one)
        broken.push(...wrong.map(what => `${one.what}: ${what}`))
      }
    } finally {
      await ground.close(broken.length > 0)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return broken
}
