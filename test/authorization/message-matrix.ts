import type { Row } from './matrix.ts'

const aMessage = () => ({ name: 'invitation.welcome', language: 'en' })
const someWords = () => ({
  ...{ subject: 'Join', heading: 'Join', button: 'Join', sms: '{{ link }}' },
  body: 'Welcome\n\n{{ link }}',
})
const wordsOf = '/api/v1/message-templates/{name}/{language}'
/** The words of messages. */
export const messageMatrix: Record<string, Row> = {
  'GET /api/v1/message-templates': { may: ['settings.view'] },
  [`GET ${wordsOf}`]: { may: ['settings.view'], path: aMessage },
  [`PUT ${wordsOf}`]: { may: ['settings.change'], path: aMessage, body: someWords },
  [`DELETE ${wordsOf}`]: { may: ['settings.change'], path: aMessage },
  [`POST ${wordsOf}/preview`]: { may: ['settings.change'], path: aMessage, body: someWords },
  [`POST ${wordsOf}/test`]: {
    may: ['settings.change'],
    path: aMessage,
    body: () => ({ ...someWords(), body: '' }),
  },
}
