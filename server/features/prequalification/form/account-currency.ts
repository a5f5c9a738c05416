const euro = new Set('AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' '))
const own: Record<string, string> = {
  AU: 'AUD',
  BR: 'BRL',
  BY: 'BYN',
  CA: 'CAD',
  CH: 'CHF',
  CZ: 'CZK',
  DK: 'DKK',
  GB: 'GBP',
  IN: 'INR',
  JP: 'JPY',
  KZ: 'KZT',
  MX: 'MXN',
  NO: 'NOK',
  NZ: 'NZD',
  PL: 'PLN',
  RU: 'RUB',
  SE: 'SEK',
  UA: 'UAH',
}

/** What an account of that country reckons in, until its form says another. @param country ISO 3166-1 @returns ISO 4217 */
export const accountCurrency = (country: string): string =>
  own[country] ?? (euro.has(country) ? 'EUR' : 'USD')
