#!/usr/bin/env node
// Runs a file under the Node 24 that `npm ci` brought, whichever Node started this one.
import path from 'node:path'
import { runUnderNode24 } from './run-under-node24.js'

const [file, ...args] = process.argv.slice(2)
if (file) {
  runUnderNode24(path.resolve(file), args)
} else {
  console.error('Say which file to run: node bin/node24.js FILE ARGS…')
  process.exit(64)
}
