/** What a column of an import can be. Two name columns exist because Russian lists write the family name first. */
export const importFields = [
  'firstName',
  'lastName',
  'fullName',
  'familyNameFirst',
  'email',
  'phone',
  'companyName',
  'jobTitle',
  'template',
  'externalId',
  'language',
  'isEmployee',
] as const
export type ImportField = (typeof importFields)[number]

/**
 * How exports of Google Contacts, Outlook, Procore and of our own call each field, in English and Russian.
 * Where a file has several columns for a field, the alias that stands first here wins: a mobile before an office phone.
 * Case, spaces, punctuation, ё and accents do not matter.
 */
const aliases: Record<ImportField, readonly string[]> = {
  firstName: ['First Name', 'Given Name', 'Forename', 'First', 'Имя'],
  lastName: ['Last Name', 'Family Name', 'Surname', 'Second Name', 'Last', 'Фамилия'],
  fullName: [
    'Full Name',
    'Name',
    'Display Name',
    'Contact Name',
    'Contact',
    'Person',
    'User',
    'Имя и фамилия',
    'Полное имя',
  ],
  familyNameFirst: [
    'ФИО',
    'Ф.И.О.',
    'Фамилия и имя',
    'Фамилия, имя',
    'Фамилия, имя, отчество',
    'Фамилия Имя Отчество',
  ],
  // biome-ignore format: one line per way to say it
  email: [
    'Email', 'E-mail Address', 'E-mail 1 - Value', 'Email 1', 'Primary Email', 'Work Email', 'Business Email', 'Mail',
    'Эл. почта', 'Электронная почта', 'Адрес электронной почты', 'Адрес эл. почты', 'Почта', 'Емейл', 'Е-мейл', 'Имейл',
  ],
  // biome-ignore format: one line per way to say it
  phone: [
    'Mobile Phone', 'Mobile', 'Mobile Number', 'Mobile Phone Number', 'Cell Phone', 'Cell', 'Cell Number', 'SMS', 'Phone (mobile)',
    'Мобильный телефон', 'Мобильный', 'Моб. телефон', 'Моб. тел.', 'Сотовый', 'Сотовый телефон', 'Номер мобильного телефона',
    'Phone', 'Phone Number', 'Telephone', 'Telephone Number', 'Tel', 'Phone 1 - Value', 'Phone 1', 'Primary Phone',
    'Телефон', 'Номер телефона', 'Тел.', 'Контактный телефон',
    'Business Phone', 'Work Phone', 'Office Phone', 'Рабочий телефон', 'Home Phone',
  ],
  // biome-ignore format: one line per way to say it
  companyName: [
    'Company', 'Company Name', 'Organization', 'Organisation', 'Organization Name', 'Organization 1 - Name', 'Employer',
    'Firm', 'Vendor', 'Subcontractor', 'Компания', 'Название компании', 'Организация', 'Название организации', 'Фирма',
    'Предприятие', 'Подрядчик', 'Субподрядчик',
  ],
  // biome-ignore format: one line per way to say it
  jobTitle: [
    'Job Title', 'Organization Title', 'Organization 1 - Title', 'Position', 'Job', 'Role', 'Должность',
    // Last, for in Outlook it is "Mr" or "Dr".
    'Title',
  ],
  // biome-ignore format: one line per way to say it
  template: [
    'Permission Template', 'Permissions Template', 'Template', 'Company Permission Template', 'Permissions', 'Шаблон прав',
    'Шаблон прав доступа', 'Шаблон разрешений', 'Шаблон', 'Права',
  ],
  // biome-ignore format: one line per way to say it
  externalId: [
    'External ID', 'Employee ID', 'Employee Number', 'Personnel Number', 'User ID', 'Badge', 'Внешний ID', 'Внешний код',
    'Табельный номер', 'Таб. номер', 'ID сотрудника',
  ],
  language: ['Language', 'Preferred Language', 'Locale', 'Язык'],
  isEmployee: [
    'Employee',
    'Is Employee',
    'Is Employee?',
    'Own Employee',
    'Сотрудник',
    'Свой сотрудник',
    'Штатный сотрудник',
  ],
}

/** A header without what people write differently: case, spaces, punctuation, accents, a star for "required". */
export function plainHeader(header: string): string {
  return header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{Nd}]/gu, '')
}

const known = new Map(
  importFields.flatMap(field =>
    [field, ...aliases[field]].map((alias, rank) => [plainHeader(alias), { field, rank }] as const),
  ),
)

/** The field that a header names and how well (0 is best); null when it is not understood. */
export function fieldOfHeader(header: string): { field: ImportField; rank: number } | null {
  return known.get(plainHeader(header)) ?? null
}

/** One header per field that is always understood, for "Muster understands …". */
export function understoodHeaders(): string[] {
  return importFields.map(field => aliases[field][0]!)
}
