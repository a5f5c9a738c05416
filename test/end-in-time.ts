/**
 * Loaded into the process of every test file: one that hangs, or leaves something open, fails with a reason
 * instead of holding up the suite. `TEST_FILE_LIMIT_MS` is set by `run-test-files.ts`.
 */
const limitMs = Number(process.env.TEST_FILE_LIMIT_MS)
setTimeout(() => {
  const open = process.getActiveResourcesInfo().join(', ')
  console.error(`${process.argv[1]} has not ended after ${limitMs / 1000} s; still open: ${open}`)
  process.exit(1)
}, limitMs).unref()
