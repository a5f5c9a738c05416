const letters: Record<string, string> = {
  ...{ ł: 'l', ø: 'o', ß: 'ss', æ: 'ae', '&': 'and' },
  ...{
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    д: 'd',
    е: 'e',
    ё: 'e',
    ж: 'zh',
    з: 'z',
    и: 'i',
    й: 'y',
    к: 'k',
    л: 'l',
    м: 'm',
  },
  ...{
    н: 'n',
    о: 'o',
    п: 'p',
    р: 'r',
    с: 's',
    т: 't',
    у: 'u',
    ф: 'f',
    х: 'kh',
    ц: 'ts',
    ч: 'ch',
    ш: 'sh',
    щ: 'shch',
  },
  ...{ ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya' },
}

/** A name as it stands in an e-mail address: Latin small letters, words joined by `joint`. */
export function latinSlug(name: string, joint = ''): string {
  const latin = Array.from(name.toLowerCase(), letter => letters[letter] ?? letter).join('')
  return latin
    .normalize('NFKD')
    .replace(/[\u0300-\u036f’']/g, '')
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join(joint)
}
