import fs from 'node:fs'

/** Linux counts processor time in hundredths of a second for whoever asks, whatever the kernel's own clock. */
const TICK_MS = 10

/** Where /proc tells it; elsewhere these lines are left out. */
export const canMeasureCpu = fs.existsSync('/proc/self/stat')

/** Milliseconds of processor time that a process has used so far. */
export const cpuMsOf = (pid: number): number => statOf(pid)?.ownMs ?? 0

/** Of a PostgreSQL server: the postmaster, every process of it, and those that have ended. */
export function cpuMsOfPostgres(postmasterPid: number): number {
  const postmaster = statOf(postmasterPid)
  if (!postmaster) return 0
  let sum = postmaster.ownMs + postmaster.endedChildrenMs
  for (const name of fs.readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null
    if (stat?.parent === postmasterPid) sum += stat.ownMs
  }
  return sum
}

function statOf(pid: number): { parent: number; ownMs: number; endedChildrenMs: number } | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name before the bracket may hold anything, blanks included. Numbers are those of proc(5), from the fourth.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 4)
      .split(' ')
      .map(Number)
    const [parent = 0] = fields
    const ticks = (number: number) => fields[number - 4] ?? 0
    return {
      parent,
      ownMs: (ticks(14) + ticks(15)) * TICK_MS,
      endedChildrenMs: (ticks(16) + ticks(17)) * TICK_MS,
    }
  } catch {
    return null
  }
}
