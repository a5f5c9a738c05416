import type { Permission } from '../../contract/permissions.ts'
import { standardForm } from '../../contract/prequalification/standard-form.ts'
import type { Row, Things } from './matrix.ts'

const company = (things: Things) => ({ id: things.askedCompanyId })
const companyForm = (things: Things) => ({ id: things.formId })
const aFile = (things: Things) => ({ id: things.formId, fileId: things.formId })
const answered = (things: Things) => ({ id: things.formId, questionId: 'insurer' })

const preview: Permission[] = ['prequalifications.view']
const readForms: Permission[] = ['prequalifications.comment']
const decide: Permission[] = ['prequalifications.administer']
/** No permission lets anybody in, only an invitation: to all of these users the form is not there. */
const respondents: Permission[] = []

/** Source: product.md section 4, Prequalifications. */
export const prequalificationMatrix: Record<string, Row> = {
  'GET /api/v1/prequalification-form': { may: preview },
  'PUT /api/v1/prequalification-form/draft': { may: decide, body: () => ({ form: standardForm('USD') }) },
  'DELETE /api/v1/prequalification-form/draft': { may: decide },
  'GET /api/v1/prequalification-form/versions': { may: preview },
  'POST /api/v1/prequalification-form/versions': { may: decide, body: () => ({}) },
  'GET /api/v1/prequalification-form/versions/{version}': { may: preview, path: () => ({ version: '1' }) },
  'GET /api/v1/prequalification-form/diff': { may: preview, query: 'from=1&to=1' },
  'GET /api/v1/prequalification-settings': { may: preview },
  'PATCH /api/v1/prequalification-settings': { may: decide, body: () => ({ reminderDays: 3 }) },
  'GET /api/v1/prequalifications': { may: preview },
  'GET /api/v1/prequalifications/counts': { may: preview },
  'GET /api/v1/prequalifications/to-review': { may: decide },
  'GET /api/v1/prequalifications.csv': { may: readForms },
  'GET /api/v1/submissions/{id}/pdf': { may: readForms, path: companyForm },
  'GET /api/v1/prequalifications/{id}': { may: readForms, path: company },
  'PATCH /api/v1/prequalifications/{id}': {
    may: decide,
    path: company,
    body: () => ({ primaryContactId: null }),
  },
  'POST /api/v1/prequalifications/{id}/decisions': {
    may: decide,
    path: company,
    body: () => ({ status: 'not_qualified' }),
  },
  'GET /api/v1/submissions/{id}': { may: readForms, path: companyForm },
  // Of a form that is not submitted nothing can be requested: who may gets 409.
  'POST /api/v1/submissions/{id}/change-requests': {
    may: decide,
    path: companyForm,
    body: () => ({ text: 'The certificate has expired' }),
  },
  'POST /api/v1/submissions/{id}/comments': {
    may: readForms,
    path: companyForm,
    body: () => ({ text: 'Call them' }),
  },
  'GET /api/v1/my-forms': { may: 'signed-in' },
  'GET /api/v1/my-forms/{id}': { may: respondents, path: companyForm },
  'PUT /api/v1/my-forms/{id}/answers/{questionId}': {
    may: respondents,
    path: answered,
    body: () => ({ value: 'Acme Mutual', version: 0 }),
  },
  'PUT /api/v1/my-forms/{id}/files/{questionId}': {
    may: respondents,
    path: ({ formId }) => ({ id: formId, questionId: 'safety-program' }),
    query: 'name=a.pdf&version=0',
    body: () => '%PDF-1.7',
    contentType: 'application/pdf',
  },
  'GET /api/v1/my-forms/{id}/files/{fileId}': { may: respondents, path: aFile },
  // That form has no file: who may look finds none.
  'GET /api/v1/submissions/{id}/files/{fileId}': { may: respondents, path: aFile },
  'POST /api/v1/my-forms/{id}/submission': {
    may: respondents,
    path: companyForm,
    body: () => ({ confirmations: [] }),
  },
  'POST /api/v1/my-forms/{id}/comments': {
    may: respondents,
    path: companyForm,
    body: () => ({ text: 'Which year?' }),
  },
}
