import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languages } from '../contract/people.ts'
import { htmlLayout, templateNames, wordsNamed } from '../server/features/delivery/templates/index.ts'
import { pour } from '../server/features/delivery/templates/mail-layout.ts'
import { compileMail, mailFrameSource, writtenMailFrame } from './mail-frame.ts'

test('the frame of messages is what MJML makes of its source (else: npm run mail-frame)', async () => {
  assert.equal(writtenMailFrame(), await compileMail(mailFrameSource()))
})

test('words poured into the frame are what MJML makes of a source that holds them', async () => {
  for (const language of languages) {
    for (const name of templateNames) {
      const words = wordsNamed(name, language)
      const whole = await compileMail(pour(mailFrameSource(), words, language))
      assert.equal(htmlLayout(words, language), whole, `${name} in ${language}`)
    }
  }
})
