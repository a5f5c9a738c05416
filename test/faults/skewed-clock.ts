/**
 * Loaded into a process before anything else: its machine's clock is wrong by SKEW_MS. What measures time without a
 * calendar (performance.now, timers) goes on as it is.
 */
const skewMs = Number(process.env.SKEW_MS)
const RightDate = Date

globalThis.Date = new Proxy(RightDate, {
  construct: (target, given, as) =>
    Reflect.construct(target, given.length ? given : [target.now() + skewMs], as),
  apply: target => new target(target.now() + skewMs).toString(),
  get: (target, name) => (name === 'now' ? () => target.now() + skewMs : Reflect.get(target, name)),
})

// Whoever started it looks whether it is so.
console.log(JSON.stringify({ clock: new Date().toISOString() }))
