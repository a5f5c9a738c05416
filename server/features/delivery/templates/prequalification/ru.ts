import type { MailWords } from '../mail-words.ts'
import type { PrequalificationKind } from './prequalification-kinds.ts'

// Names stay in the nominative: nobody can decline them reliably.
const button = { label: 'Открыть анкету', link: '{{ link }}' }
const facts = [{ label: 'Ваше имя пользователя', value: '{{ userName }}' }]
const plainLink = 'Если кнопка не работает, скопируйте этот адрес в браузер:'
const together =
  'Приглашены могут быть несколько сотрудников вашей компании: анкета у вас одна на всех, и если прерваться, ничего не пропадёт.'
const signIn =
  'Нужно войти в систему. Если вы ещё не присоединились к «{{ account.name }}», сначала нажмите кнопку в письме об этом. Пересланное письмо никому не даёт доступа.'
const sender =
  'Это письмо отправляет {{ inviter.name }} от имени компании «{{ account.name }}». Ваш ответ на него получит {{ inviter.name }}.'

const toReview = {
  button: { label: 'Проверить', link: '{{ link }}' },
  facts: [],
  afterButton: [],
  plainLink,
}

export const prequalificationRu: Record<PrequalificationKind, MailWords> = {
  invitation: {
    subject: '«{{ account.name }}» просит вашу компанию пройти предквалификацию',
    preview: 'Вас просит заполнить анкету {{ inviter.name }}.',
    heading: 'Предквалификация для «{{ account.name }}»',
    paragraphs: [
      '{{ inviter.name }} просит вашу компанию заполнить анкету для компании «{{ account.name }}». По ней решают, какие работы можно вам предлагать.',
      together,
    ],
    button,
    facts,
    afterButton: [signIn],
    plainLink,
    footer: ['Пока анкета не отправлена, мы будем иногда о ней напоминать; это можно отключить.', sender],
  },
  reminder: {
    subject: 'Напоминание: анкета для «{{ account.name }}» ждёт вас',
    preview: 'Анкета ещё не отправлена.',
    heading: 'Анкета вашей компании ещё не отправлена',
    paragraphs: [
      '{{ inviter.name }} просит вашу компанию заполнить анкету для компании «{{ account.name }}». Она ещё не отправлена. Всё, что уже заполнено, сохранено.',
      together,
    ],
    button,
    facts,
    afterButton: [signIn],
    plainLink,
    stop: { label: 'Больше не напоминать мне об этой анкете', link: '{{ stopLink }}' },
    footer: [sender],
  },
  changes: {
    subject: '«{{ account.name }}» просит исправить анкету',
    preview: 'Что исправить, написано над анкетой.',
    heading: 'Нужны исправления',
    paragraphs: [
      'Анкету вашей компании прочитали: {{ inviter.name }} просит её исправить. Что именно, написано над анкетой; потом отправьте её ещё раз.',
    ],
    button,
    facts,
    afterButton: [signIn],
    plainLink,
    footer: [sender],
  },
  submitted: {
    subject: '«{{ company.name }}»: анкета отправлена',
    preview: 'Она ждёт вашей проверки.',
    heading: '«{{ company.name }}»: анкета отправлена',
    paragraphs: [
      'Анкета компании «{{ company.name }}» для «{{ account.name }}» заполнена и отправлена. Отправитель: {{ inviter.name }}. Изменить её больше нельзя, она ждёт вашей проверки.',
    ],
    ...toReview,
    footer: [
      'Вы получили это письмо, потому что приглашали компанию «{{ company.name }}». Ваш ответ на него получит {{ inviter.name }}.',
    ],
  },
  resubmitted: {
    subject: '«{{ company.name }}»: анкета отправлена ещё раз',
    preview: 'С исправлениями, о которых вы просили.',
    heading: '«{{ company.name }}»: анкета отправлена ещё раз',
    paragraphs: [
      'Вы просили исправить анкету компании «{{ company.name }}» для «{{ account.name }}». Её отправили ещё раз, она ждёт вашей проверки. Отправитель: {{ inviter.name }}.',
    ],
    ...toReview,
    footer: [
      'Вы получили это письмо, потому что просили компанию «{{ company.name }}» исправить анкету. Ваш ответ на него получит {{ inviter.name }}.',
    ],
  },
  expiry: {
    subject: 'В «{{ account.name }}» скоро истекают квалификации',
    preview: 'Какие именно, видно в списке.',
    heading: 'Скоро истекают квалификации',
    paragraphs: [
      'Срок квалификаций, по которым решение принимали вы, истекает; осталось дней: {{ days }} или меньше. Каких компаний это касается, видно в списке. Чтобы запросить новую анкету, отметьте сотрудников этих компаний и нажмите «Повторная предквалификация».',
    ],
    button: { label: 'Показать', link: '{{ link }}' },
    facts: [],
    afterButton: [],
    plainLink,
    footer: ['Вы получили это письмо, потому что решали по этим компаниям в «{{ account.name }}».'],
  },
  'expiry-contact': {
    subject: 'Квалификация вашей компании в «{{ account.name }}» скоро истекает',
    preview: 'Осталось дней: {{ days }} или меньше.',
    heading: 'Квалификация вашей компании скоро истекает',
    paragraphs: [
      'Срок квалификации вашей компании в «{{ account.name }}» истекает; осталось дней: {{ days }} или меньше. Что делать, подскажет {{ inviter.name }}; если новая анкета уже ждёт вас, кнопка ведёт к ней.',
    ],
    button,
    facts,
    afterButton: [signIn],
    plainLink,
    footer: ['Вы получили это письмо как основной контакт вашей компании для «{{ account.name }}».', sender],
  },
}
