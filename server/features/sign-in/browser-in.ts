/** Of those that stand in one line the first is meant: many browsers name the ones that they are built on as well. */
const browsers: [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|OPiOS|OPT|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bYaBrowser\//, 'Yandex Browser'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
]

const systems: [RegExp, string][] = [
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]

/** Longer is none that a browser sends. */
const mostCharacters = 1000

/**
 * By what its owner recognises a browser, of what it says of itself: names alone, which read the same in every language.
 *
 * @returns `Firefox · Windows`; null where it names nothing that is known here
 */
export function browserIn(userAgent: string | undefined): string | null {
  const said = userAgent?.slice(0, mostCharacters) ?? ''
  const names = [browsers, systems].flatMap(known => known.find(([sign]) => sign.test(said))?.[1] ?? [])
  return names.join(' · ') || null
}
