import { useEffect, useState, useSyncExternalStore } from 'react'
import type { z } from 'zod'
import type { AnswerValue } from '../../../../contract/prequalification/answers.ts'
import type { answerSaved, MyForm } from '../../../../contract/prequalification/submissions.ts'
import { api } from '../../../api.ts'
import { queryClient } from '../../../query-client.ts'
import { uploadFile } from '../../../upload-file.ts'
import { createAnswerKeeper } from '../answers/answer-keeper.ts'
import { myFormQuery, myFormsQuery } from './portal-queries.ts'

type Saved = z.infer<typeof answerSaved>

/** Answers of a form that is being filled in: kept while one goes from part to part, and with colleagues' answers as they come. */
export function useFormKeeper(form: MyForm) {
  const path = `/my-forms/${form.id}`
  const [keeper] = useState(() =>
    createAnswerKeeper(form.answers, (questionId, value, version) =>
      heeded(form.id, api.put<Saved>(`${path}/answers/${questionId}`, { value, version })),
    ),
  )
  const states = useSyncExternalStore(keeper.subscribe, keeper.snapshot)

  useEffect(() => keeper.hear(form.answers), [keeper, form.answers])
  useEffect(() => {
    const retry = () => void keeper.retryAll()
    window.addEventListener('online', retry)
    return () => window.removeEventListener('online', retry)
  }, [keeper])

  const upload = (questionId: string, file: File, onProgress: (share: number) => void) =>
    keeper.putBy(questionId, asAnswerOf(file), version =>
      heeded(
        form.id,
        uploadFile<Saved>(`${path}/files/${questionId}`, {
          file,
          query: { name: file.name, version },
          onProgress,
        }),
      ),
    )
  return { keeper, states, upload }
}

/** A form that was submitted meanwhile, or that one may not open any more, is shown as it is. */
async function heeded(formId: string, saving: Promise<Saved>): Promise<Saved> {
  try {
    const saved = await saving
    void queryClient.invalidateQueries({ queryKey: myFormsQuery.queryKey, refetchType: 'none' })
    return saved
  } catch (problem) {
    void queryClient.invalidateQueries({ queryKey: myFormQuery(formId).queryKey })
    throw problem
  }
}

const asAnswerOf = (file: File): AnswerValue => ({
  fileId: '',
  name: file.name,
  type: file.type,
  sizeBytes: file.size,
})
