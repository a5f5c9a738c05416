import type { AnswerValue } from '../../../../contract/prequalification/answers.ts'
import type { Answer } from '../../../../contract/prequalification/submissions.ts'
import { ApiProblem } from '../../../api-problem.ts'

/**
 * `typing` waits for a pause, `faulty` is not sent, `failed` may be tried again, `conflict` waits for a choice.
 */
export type AnswerPhase = 'still' | 'typing' | 'faulty' | 'saving' | 'saved' | 'failed' | 'conflict'

export interface AnswerState {
  /** What the server has. */
  saved: Answer | undefined
  phase: AnswerPhase
  /** What was put in and is not saved yet. */
  wanted?: AnswerValue | undefined
  /** As it stands in the field, also where it is no answer. */
  typed?: string | undefined
  problem?: ApiProblem | undefined
  /** Of a conflict: what a colleague has saved meanwhile. */
  other?: Answer | undefined
}

/** @param version of the answer that was seen; 0 for none */
type Save = (version: number) => Promise<{ answer: Answer }>
type SaveValue = (questionId: string, value: AnswerValue, version: number) => Promise<{ answer: Answer }>

const NOTHING: AnswerState = { saved: undefined, phase: 'still' }

export type AnswerKeeper = ReturnType<typeof createAnswerKeeper>

/**
 * Keeps what is put into a form until the server has it: one save at a time for each question, the last wins, and nothing that
 * somebody typed is thrown away unseen.
 *
 * @param pauseMs after the last letter, before it is sent
 */
export function createAnswerKeeper(answers: Answer[], saveValue: SaveValue, pauseMs = 800) {
  let states: ReadonlyMap<string, AnswerState> = new Map(
    answers.map(answer => [answer.questionId, { saved: answer, phase: 'still' }]),
  )
  const listeners = new Set<() => void>()
  const toSave = new Map<string, Save>()
  const pauses = new Map<string, ReturnType<typeof setTimeout>>()
  const underWay = new Map<string, Promise<void>>()

  const of = (id: string): AnswerState => states.get(id) ?? NOTHING
  const set = (id: string, next: Partial<AnswerState>) => {
    states = new Map(states).set(id, { ...of(id), ...next })
    for (const listener of listeners) listener()
  }

  const stopPause = (id: string) => {
    clearTimeout(pauses.get(id))
    pauses.delete(id)
  }

  /** Sends what there is to send, and again what came meanwhile. */
  const send = async (id: string): Promise<void> => {
    stopPause(id)
    if (underWay.has(id)) return underWay.get(id)
    const save = toSave.get(id)
    if (!save) return
    const sending = attempt(id, save)
    underWay.set(id, sending)
    await sending
    underWay.delete(id)
    if (toSave.has(id) && toSave.get(id) !== save && of(id).phase === 'saving') await send(id)
  }

  const attempt = async (id: string, save: Save): Promise<void> => {
    set(id, { phase: 'saving', problem: undefined, other: undefined })
    try {
      const { answer } = await save(of(id).saved?.version ?? 0)
      const isLast = toSave.get(id) === save
      if (isLast) toSave.delete(id)
      set(id, { saved: answer, ...(isLast && { phase: 'saved', wanted: undefined }) })
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) throw problem
      refused(id, problem)
    }
  }

  const refused = (id: string, problem: ApiProblem) => {
    // What was typed since is no answer: it says so itself.
    if (!toSave.has(id)) return
    const other = problem.body.current as Answer | undefined
    if (problem.code !== 'answer-changed-meanwhile' || !other) return set(id, { phase: 'failed', problem })
    if (sameValue(other.value, of(id).wanted)) {
      toSave.delete(id)
      return set(id, { saved: other, phase: 'saved', wanted: undefined })
    }
    set(id, { phase: 'conflict', other })
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    snapshot: () => states,
    of,

    /** @param typed where it is written letter by letter: it is sent after a pause */
    put(id: string, value: AnswerValue, typed?: string): void {
      toSave.set(id, version => saveValue(id, value, version))
      const phase = of(id).phase === 'saving' ? 'saving' : 'typing'
      set(id, { wanted: value, typed, phase, problem: undefined, other: undefined })
      stopPause(id)
      if (typed === undefined) void send(id)
      else
        pauses.set(
          id,
          setTimeout(() => void send(id), pauseMs),
        )
    },

    /** What was typed is no answer: it stays in its field, and what was saved before stays saved. */
    putFaulty(id: string, typed: string): void {
      stopPause(id)
      toSave.delete(id)
      set(id, { typed, wanted: undefined, phase: 'faulty', problem: undefined, other: undefined })
    },

    /** Saves in another way, as a file is. */
    putBy(id: string, wanted: AnswerValue, save: Save): Promise<void> {
      toSave.set(id, save)
      set(id, { wanted })
      return send(id)
    },

    /** Without waiting for a pause: the field was left. */
    flush: (id: string): Promise<void> =>
      of(id).phase === 'typing' ? send(id) : (underWay.get(id) ?? Promise.resolve()),
    retry: (id: string): Promise<void> => send(id),
    /** Everything that failed, as soon as there is a network again. */
    retryAll: async (): Promise<void> => {
      await Promise.all([...states].map(([id, { phase }]) => (phase === 'failed' ? send(id) : undefined)))
    },
    keepMine(id: string): Promise<void> {
      set(id, { saved: of(id).other })
      return send(id)
    },
    keepTheirs(id: string): void {
      toSave.delete(id)
      set(id, { saved: of(id).other, phase: 'still', wanted: undefined, typed: undefined, other: undefined })
    },
    /** Gives up what could not be saved. */
    drop(id: string): void {
      stopPause(id)
      toSave.delete(id)
      set(id, { phase: 'still', wanted: undefined, typed: undefined, problem: undefined, other: undefined })
    },

    /** What the server has now: colleagues write too. Whoever is writing here finds out when it is saved. */
    hear(latest: Answer[]): void {
      for (const answer of latest) {
        const { saved, phase } = of(answer.questionId)
        if ((phase !== 'still' && phase !== 'saved') || (saved && saved.version >= answer.version)) continue
        set(answer.questionId, { saved: answer, phase: 'still', typed: undefined })
      }
    },

    /** Whether something would be lost with the page. */
    /** How many wait for whoever typed them: no answer yet, not saved, or another's beside them. */
    unsettled: (): number =>
      [...states.values()].filter(({ phase }) => ['faulty', 'failed', 'conflict'].includes(phase)).length,

    hasUnsaved: (): boolean =>
      [...states.values()].some(({ phase }) => phase !== 'still' && phase !== 'saved'),
  }
}

const sameValue = (a: AnswerValue | undefined, b: AnswerValue | undefined) =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
