import { randomBytes } from 'node:crypto'

/** 120 bits, in groups that can be read out. */
export const newPassword = (): string =>
  randomBytes(15)
    .toString('hex')
    .replace(/.{6}(?=.)/g, '$&-')
