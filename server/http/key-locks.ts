import { setTimeout as wait } from 'node:timers/promises'
import type { Db } from '../db/connect.ts'
import { tryLock, unlock } from './queries.ts'

const lookAgainMs = 50

export type KeyLocks = {
  /** Waits until nobody else, in any process, holds it. @returns whether it was got in time */
  acquire(name: string, patienceMs: number): Promise<boolean>
  release(name: string): Promise<void>
}

/**
 * Locks by name across processes, all on one connection that is taken while any is held or wanted: a process that dies
 * lets go of all, and a thousand waiting requests do not use up the pool.
 *
 * Within one process they exclude nobody: the caller sees to it that a name is asked for once at a time.
 */
export function createKeyLocks(db: Db): KeyLocks {
  let users = 0
  let held: Reserved | undefined

  function join(): Reserved {
    users++
    held ??= reserveConnection(db)
    return held
  }
  function leave(): void {
    users--
    if (users === 0) abandon(held)
  }
  /** A broken connection is not asked again; its locks are gone with it. */
  function abandon(reserved: Reserved | undefined): void {
    reserved?.letGo()
    if (held === reserved) held = undefined
  }

  return {
    async acquire(name, patienceMs) {
      const deadline = Date.now() + patienceMs
      const reserved = join()
      let got = false
      try {
        const connection = await reserved.connection
        got = await tryLock(connection, name)
        while (!got && Date.now() < deadline) {
          await wait(lookAgainMs)
          got = await tryLock(connection, name)
        }
        return got
      } catch (error) {
        abandon(reserved)
        throw error
      } finally {
        if (!got) leave()
      }
    },
    async release(name) {
      const reserved = held
      try {
        if (reserved) await unlock(await reserved.connection, name)
      } catch (error) {
        abandon(reserved)
        throw error
      } finally {
        leave()
      }
    },
  }
}

type Reserved = { connection: Promise<Db>; letGo(): void }

function reserveConnection(db: Db): Reserved {
  const ready = Promise.withResolvers<Db>()
  const done = Promise.withResolvers<void>()
  db.connection()
    .execute(connection => {
      ready.resolve(connection)
      return done.promise
    })
    .catch(ready.reject)
  return { connection: ready.promise, letGo: () => done.resolve() }
}
