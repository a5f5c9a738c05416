/** Reads from a stream of chunks in whichever sizes are asked for. */
export type ByteReader = {
  /** Null where fewer are left. */
  exactly(length: number): Promise<Buffer | null>
  /** Without its end; null where none ends within `longest` bytes. */
  line(longest: number): Promise<string | null>
}

/** @param whenRead hears the bytes of every answer, in order */
export function byteReader(source: AsyncIterable<Buffer>, whenRead: (bytes: Buffer) => void): ByteReader {
  const chunks = source[Symbol.asyncIterator]()
  let [waiting, size] = [[] as Buffer[], 0]

  async function fill(length: number): Promise<boolean> {
    while (size < length) {
      const { value, done } = await chunks.next()
      if (done) return false
      waiting.push(value)
      size += value.length
    }
    return true
  }
  function take(length: number): Buffer {
    const all = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting, size)
    const taken = all.subarray(0, length)
    waiting = length < all.length ? [all.subarray(length)] : []
    size -= length
    whenRead(taken)
    return taken
  }
  return {
    async exactly(length) {
      return (await fill(length)) ? take(length) : null
    },
    async line(longest) {
      for (let wanted = 1; wanted <= longest; ) {
        if (!(await fill(wanted))) return null
        const all = Buffer.concat(waiting, size)
        waiting = [all]
        const end = all.indexOf(10, wanted - 1)
        if (end >= 0) return take(end + 1).toString('utf8', 0, end)
        wanted = size + 1
      }
      return null
    },
  }
}
