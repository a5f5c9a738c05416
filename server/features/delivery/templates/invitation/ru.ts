import type { MailWords } from '../mail-words.ts'
import type { InvitationKind, LinkKind } from './invitation-kinds.ts'
import { type PasswordWords, withPasswords } from './with-password.ts'

// Names stay in the nominative: nobody can decline them reliably.
const button = { label: 'Присоединиться', link: '{{ link }}' }
const facts = [{ label: 'Ваше имя пользователя', value: '{{ userName }}' }]
const whatHappens = 'Нажмите кнопку, придумайте пароль и входите. Это займёт около минуты.'
const expiry = 'Кнопка действует до {{ expiresOn }}.'
const plainLink = 'Если кнопка не работает, скопируйте этот адрес в браузер:'
const stop =
  '{% if reminders.size == 0 %}Если вы не хотите присоединяться, просто пропустите это письмо: напоминаний не будет.' +
  '{% elsif reminders.size == 1 %}Если вы не хотите присоединяться, просто пропустите это письмо: придёт ещё одно напоминание, и больше ничего.' +
  '{% else %}Если вы не хотите присоединяться, просто пропустите это письмо: напоминаний будет не больше {{ reminders.size }}.{% endif %}'
const sender =
  'Это письмо отправляет {{ inviter.name }} из справочника компании «{{ account.name }}». Ваш ответ на него получит {{ inviter.name }}.'

const stopReminders = { label: 'Больше не напоминать мне об этом приглашении', link: '{{ stopLink }}' }

const rest = { button, facts, afterButton: [expiry], plainLink, footer: [stop, sender] }

const byLink: Record<LinkKind, MailWords> = {
  welcome: {
    ...rest,
    subject: '{{ inviter.name }} приглашает вас в «{{ account.name }}»',
    preview: 'Придумайте пароль и входите. Кнопка действует до {{ expiresOn }}.',
    heading: 'Приглашение в «{{ account.name }}»',
    paragraphs: [
      '{{ inviter.name }} приглашает вас в справочник компании «{{ account.name }}», где находят друг друга все, кто работает над её проектами.',
      whatHappens,
    ],
  },
  again: {
    ...rest,
    subject: 'Новое приглашение: {{ inviter.name }} зовёт вас в «{{ account.name }}»',
    preview: 'Оно действует до {{ expiresOn }}; прежнее больше не работает.',
    heading: 'Новое приглашение в «{{ account.name }}»',
    paragraphs: [
      '{{ inviter.name }} снова приглашает вас в справочник компании «{{ account.name }}», где находят друг друга все, кто работает над её проектами. Пользуйтесь этим письмом: прежнее больше не работает.',
      whatHappens,
    ],
  },
  'first-follow-up': {
    ...rest,
    stop: stopReminders,
    subject: 'Напоминание: {{ inviter.name }} приглашает вас в «{{ account.name }}»',
    preview: 'Вы ещё не присоединились. Кнопка действует до {{ expiresOn }}.',
    heading: 'Ваше приглашение в «{{ account.name }}»',
    paragraphs: [
      '{{ inviter.name }} приглашает вас в справочник компании «{{ account.name }}». Вы ещё не присоединились, и приглашение в силе.',
      whatHappens,
    ],
  },
  'second-follow-up': {
    ...rest,
    stop: stopReminders,
    subject: 'Приглашение в «{{ account.name }}» всё ещё ждёт вас',
    preview: 'Вас приглашает {{ inviter.name }}. Кнопка действует до {{ expiresOn }}.',
    heading: 'Вас ждут в «{{ account.name }}»',
    paragraphs: [
      '{{ inviter.name }} приглашает вас в справочник компании «{{ account.name }}», чтобы участники её проектов могли с вами связаться.',
      whatHappens,
    ],
  },
  'last-follow-up': {
    ...rest,
    subject: 'Последнее напоминание: приглашение в «{{ account.name }}» действует до {{ expiresOn }}',
    preview: 'Больше писем об этом приглашении не будет. Вас приглашает {{ inviter.name }}.',
    heading: 'Последнее напоминание о приглашении в «{{ account.name }}»',
    paragraphs: [
      '{{ inviter.name }} приглашает вас в справочник компании «{{ account.name }}». Это последнее письмо об этом.',
      whatHappens,
    ],
    afterButton: [
      'Кнопка действует до {{ expiresOn }}. Потом новое приглашение может отправить {{ inviter.name }}.',
    ],
    footer: ['Если вы не хотите присоединяться, просто пропустите это письмо: напоминаний не будет.', sender],
  },
}

const withPassword: PasswordWords = {
  preview: 'Внутри имя пользователя и временный пароль. Они действуют до {{ expiresOn }}.',
  whatHappens:
    'Войдите с вашим именем пользователя и этим временным паролем. Потом вы придумаете собственный пароль — и всё готово.',
  button: 'Войти',
  fact: 'Ваш временный пароль',
  afterButton: {
    welcome: ['Временный пароль действует до {{ expiresOn }} и только один раз. Никому его не сообщайте.'],
    'last-follow-up': [
      'Временный пароль действует до {{ expiresOn }} и только один раз. Потом новое приглашение может отправить {{ inviter.name }}.',
    ],
  },
}

export const ru: Record<InvitationKind, MailWords> = withPasswords(byLink, whatHappens, withPassword)
