import fs from 'node:fs'

/** The variables as given, and what was wrong with any of them, one sentence each. */
export type Variables = {
  /** Of NAME, else of the file that NAME_FILE names; blank counts as not given. */
  get(name: string): string | undefined
  /** As `get`, made into something; what `parse` throws is kept as a fault and the answer is undefined. */
  parsed<T>(name: string, parse: (value: string) => T): T | undefined
  faults: string[]
}

export function readVariables(env: NodeJS.ProcessEnv): Variables {
  const faults: string[] = []
  const fromFile = (name: string): string | undefined => {
    const file = env[`${name}_FILE`]?.trim()
    if (!file) return undefined
    try {
      return fs.readFileSync(file, 'utf8').trim() || undefined
    } catch {
      faults.push(`${name}_FILE names a file that cannot be read: ${file}.`)
      return undefined
    }
  }
  const known = new Map<string, string | undefined>()
  const get = (name: string) => {
    if (!known.has(name)) {
      const value = env[name]?.trim() || undefined
      if (value !== undefined && env[`${name}_FILE`]) faults.push(`Give ${name} or ${name}_FILE, not both.`)
      known.set(name, value ?? fromFile(name))
    }
    return known.get(name)
  }
  return {
    get,
    faults,
    parsed(name, parse) {
      const value = get(name)
      if (value === undefined) return undefined
      try {
        return parse(value)
      } catch (error) {
        faults.push((error as Error).message)
        return undefined
      }
    },
  }
}
