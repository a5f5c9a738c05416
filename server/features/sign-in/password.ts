import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** Source: OWASP password storage cheat sheet (19 MiB, two passes, one lane). */
const parameters = { memoryKib: 19_456, passes: 2, parallelism: 1 }
const saltBytes = 16
const tagBytes = 32

const phc =
  /^\$argon2id\$v=19\$m=(?<memory>\d+),t=(?<passes>\d+),p=(?<parallelism>\d+)\$(?<salt>[\w+/]+)\$(?<tag>[\w+/]+)$/

/** An Argon2id hash in PHC string format; worked out beside the main thread. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const tag = await derive(password, salt, parameters, tagBytes)
  const { memoryKib, passes, parallelism } = parameters
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`
}

/** Takes as long for a wrong password as for the right one. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const parts = phc.exec(hash)?.groups
  if (!parts) throw new Error('A stored password hash is not an Argon2id PHC string.')
  const known = Buffer.from(parts.tag!, 'base64')
  const given = await derive(
    password,
    Buffer.from(parts.salt!, 'base64'),
    { memoryKib: Number(parts.memory), passes: Number(parts.passes), parallelism: Number(parts.parallelism) },
    known.length,
  )
  return timingSafeEqual(given, known)
}

let nobodys: Promise<string> | undefined

/** Spends the time of a verification where there is no login to verify against. @returns false */
export async function verifyNobody(password: string): Promise<false> {
  nobodys ??= hashPassword(randomBytes(tagBytes).toString('base64'))
  await verifyPassword(password, await nobodys)
  return false
}

const argon2Async = promisify(argon2)

/** NFKC, so that a password typed on another keyboard is the same one. Source: NIST SP 800-63B-4, section 3.1.1.2. */
function derive(password: string, nonce: Buffer, by: typeof parameters, tagLength: number): Promise<Buffer> {
  return argon2Async('argon2id', {
    message: Buffer.from(password.normalize('NFKC')),
    nonce,
    memory: by.memoryKib,
    passes: by.passes,
    parallelism: by.parallelism,
    tagLength,
  })
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
