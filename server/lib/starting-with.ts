/** Puts back in front what was taken to see whether there is a beginning: a stream that has begun cannot be refused. */
export async function* startingWith(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first
  yield* rest
}
