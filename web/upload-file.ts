import { api, problemIn, type Query } from './api.ts'
import { ApiProblem } from './api-problem.ts'

interface Upload {
  file: File
  query: Query
  /** Shares of the file that have left, 0 to 1. */
  onProgress: (share: number) => void
}

/** Puts a file as it is. `fetch` does not tell how far it is; this does. */
export function uploadFile<T>(path: string, { file, query, onProgress }: Upload): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', api.url(path, query))
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0)
    request.onload = () =>
      request.status < 300 ? resolve(request.response as T) : reject(problemIn(request.response, request))
    request.onerror = () => reject(new ApiProblem({ code: 'no-answer', status: 0, title: 'No answer' }))
    request.send(file)
  })
}
