import { timingSafeEqual } from 'node:crypto'

/** Compares in the same time however much of it is right. */
export const isToken = (given: string, right: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}
