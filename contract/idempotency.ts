/** An Idempotency-Key that is sent again later than this is a new request. */
export const keyKeptHours = 48
