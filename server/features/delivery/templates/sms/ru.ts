import type { MailOnlyTemplateName, TemplateName } from '../mail-template-named.ts'

// Short: of Cyrillic 70 characters go into one part.
const rest =
  '{{ link }} Имя пользователя: {{ userName }}. До {{ expiresOn }}. Не писать больше: ответьте СТОП.'

const withPassword =
  '{{ link }} Имя пользователя: {{ userName }} Временный пароль: {{ password }} До {{ expiresOn }}. Не писать больше: ответьте СТОП.'

export const smsRu: Record<Exclude<TemplateName, MailOnlyTemplateName>, string> = {
  'invitation/welcome': `{{ inviter.name }} приглашает вас в «{{ account.name }}». Придумайте пароль: ${rest}`,
  'invitation/again': `{{ inviter.name }} снова приглашает вас в «{{ account.name }}»; прежнее сообщение больше не действует: ${rest}`,
  'invitation/first-follow-up': `Напоминание: {{ inviter.name }} приглашает вас в «{{ account.name }}»: ${rest}`,
  'invitation/second-follow-up': `Приглашение в «{{ account.name }}» ещё ждёт вас: ${rest}`,
  'invitation/last-follow-up': `Последнее напоминание о приглашении в «{{ account.name }}»: ${rest}`,
  'invitation/welcome-password': `{{ inviter.name }} приглашает вас в «{{ account.name }}». Войдите: ${withPassword}`,
  'invitation/again-password': `{{ inviter.name }} снова приглашает вас в «{{ account.name }}»; прежнее сообщение больше не действует. Войдите: ${withPassword}`,
  'invitation/first-follow-up-password': `Напоминание: {{ inviter.name }} приглашает вас в «{{ account.name }}». Войдите: ${withPassword}`,
  'invitation/second-follow-up-password': `Приглашение в «{{ account.name }}» ещё ждёт вас. Войдите: ${withPassword}`,
  'invitation/last-follow-up-password': `Последнее напоминание о приглашении в «{{ account.name }}». Войдите: ${withPassword}`,
  'password-reset':
    'Новый пароль для {{ userName }}: {{ link }} Ссылка действует {{ validMinutes }} мин. Если это не вы, пропустите это сообщение.',
  'sign-in-address':
    'Вход в «{{ account.name }}» с {{ userName }}: {{ link }} Ссылка действует {{ validMinutes }} мин. Если это не вы, пропустите это сообщение.',
}
