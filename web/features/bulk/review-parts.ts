import type { Review, ReviewedSubject } from '../../../contract/bulk-actions.ts'

interface Group {
  count: number
  items: ReviewedSubject[]
  next: string | null
}

/** The review with a further part of a group; one that was asked for twice is taken once. */
export function withMore(
  review: Review,
  { reason, cursor }: { reason: string | null; cursor: string },
  part: Review,
): Review {
  const joined = <G extends Group>(group: G, further: Group | undefined): G =>
    group.next === cursor
      ? { ...group, items: [...group.items, ...(further?.items ?? [])], next: further?.next ?? null }
      : group
  if (reason === null) return { ...review, acting: joined(review.acting, part.acting) }
  const further = part.skipped.find(group => group.reason === reason)
  return {
    ...review,
    skipped: review.skipped.map(group => (group.reason === reason ? joined(group, further) : group)),
  }
}

/** The review without somebody, wherever they stood. */
export function without(review: Review, id: string): Review {
  const isIn = (group: Group) => group.items.some(item => item.id === id)
  const less = <G extends Group>(group: G): G =>
    isIn(group)
      ? { ...group, count: group.count - 1, items: group.items.filter(item => item.id !== id) }
      : group
  return {
    ...review,
    selected: review.selected - 1,
    acting: less(review.acting),
    skipped: review.skipped.map(less).filter(group => group.count > 0),
  }
}
