import type { MailWords } from '../mail-words.ts'

export const runFinishedRu: MailWords = {
  subject: 'Завершено: {{ run.title }}',
  preview: '{{ run.outcomes }}',
  heading: '{{ run.title }}',
  paragraphs: ['То, что вы запустили в «{{ account.name }}», завершено. {{ run.outcomes }}'],
  button: { label: 'Показать, кто', link: '{{ link }}' },
  facts: [],
  afterButton: [],
  plainLink: 'Если кнопка не работает, скопируйте этот адрес в браузер:',
  footer: [
    'Вы получили это письмо, потому что сами об этом попросили. Отключить его можно на странице «Ваш вход», под вашим именем.',
  ],
}
