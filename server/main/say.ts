/** A line for whoever started the program. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** A line beside the answer: progress, and what went wrong. */
export const note = (line: string): void => void process.stderr.write(`${line}\n`)
