import { csvLine } from '../server/lib/csv/index.ts'

export interface PeopleCsvOptions {
  /** The same seed makes the same people. */
  seed?: number
  delimiter?: ',' | ';' | '\t'
  /** `utf-8-bom` and `utf-16le` begin with a byte order mark, as Excel writes them; windows-1251 writes ? for what it lacks. */
  encoding?: 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'windows-1251'
  /** Every so many lines one is faulty or doubtful, each kind in turn; 0 for none. */
  faultyEvery?: number
}

export const peopleCsvHeader = [
  'First Name',
  'Last Name',
  'Email Address',
  'Mobile Phone',
  'Company',
  'Job Title',
  'Permission Template',
  'Employee ID',
  'Language',
]

/** What the faulty lines have in turn: the reason that the import gives. The last two are warnings. */
export const faultsInTurn = [
  'email-malformed',
  'name-missing',
  'too-long',
  'too-many-cells',
  'phone-without-country-code',
  'phone-malformed',
] as const

/** A CSV file of n believable people who do not exist: addresses at example.*, numbers set aside for fiction. */
export function peopleCsv(n: number, options: PeopleCsvOptions = {}): Buffer {
  const text = [...peopleCsvLines(n, options)].join('')
  switch (options.encoding ?? 'utf-8') {
    case 'utf-8':
      return Buffer.from(text)
    case 'utf-8-bom':
      return Buffer.from(`\uFEFF${text}`)
    case 'utf-16le':
      return Buffer.from(`\uFEFF${text}`, 'utf16le')
    case 'windows-1251':
      return inWindows1251(text)
  }
}

/** The same line by line, for files too large to be held at once. */
export function* peopleCsvLines(n: number, options: PeopleCsvOptions = {}): Generator<string> {
  const { delimiter = ',', faultyEvery = 0 } = options
  const random = randomNumbers(options.seed ?? 1)
  yield csvLine(peopleCsvHeader, delimiter)
  for (let at = 1; at <= n; at++) {
    const cells = personCells(at, random)
    if (faultyEvery > 0 && at % faultyEvery === 0)
      spoil(cells, faultsInTurn[(at / faultyEvery - 1) % faultsInTurn.length]!)
    yield csvLine(cells, delimiter)
  }
}

function personCells(at: number, random: () => number): string[] {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!
  const isRussian = random() < 0.25
  const [first, last] = isRussian
    ? [pick(russianFirst), pick(russianLast)]
    : [pick(firstNames), pick(lastNames)]
  const company = pick(companies)
  const host = `${company.toLowerCase().replace(/[^a-z]+/g, '')}.example.${pick(['com', 'org', 'net'])}`
  return [
    first[0],
    last[0],
    // The number keeps addresses apart however many people there are.
    `${first[1]}.${last[1]}.${at}@${host}`,
    phone(random),
    company,
    pick(jobTitles),
    pick(templates),
    `E${String(at).padStart(7, '0')}`,
    isRussian ? 'ru' : 'en',
  ]
}

/** Source: NANPA keeps 555-0100 to 555-0199 for fiction, PTS in Sweden 070-174 06 05 to 06 99. */
function phone(random: () => number): string {
  const digits = (count: number) => String(Math.floor(random() * 10 ** count)).padStart(count, '0')
  const areas = ['212', '312', '415', '503', '617', '702', '720', '813', '917', '972']
  return random() < 0.7
    ? `+1${areas[Number(digits(1))]}55501${digits(2)}`
    : `+467017406${10 + Math.floor(random() * 90)}`
}

function spoil(cells: string[], fault: (typeof faultsInTurn)[number]): void {
  switch (fault) {
    case 'email-malformed':
      cells[2] = 'site.office@nowhere'
      break
    case 'name-missing':
      cells[0] = cells[1] = ''
      break
    case 'too-long':
      cells[5] = 'Assistant to the '.repeat(20)
      break
    case 'too-many-cells':
      cells.push('a note beside the table')
      break
    case 'phone-without-country-code':
      cells[3] = '(212) 555-0123'
      break
    case 'phone-malformed':
      cells[3] = 'ask the foreman'
  }
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function inWindows1251(text: string): Buffer {
  const decoder = new TextDecoder('windows-1251')
  const byteOf = new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder.decode(Buffer.from([byte])), byte]),
  )
  return Buffer.from(Array.from(text, char => byteOf.get(char) ?? 0x3f))
}

/** A name and how it is spelled in an address. */
type Spelled = readonly [name: string, address: string]
const plain = (names: string): Spelled[] => names.split(' ').map(name => [name, name.toLowerCase()])

const firstNames: Spelled[] = [
  ...plain(
    'James Maria Robert Linda David Susan Carlos Aisha Kevin Grace Omar Wei Priya Tomas Emily Marcus Fatima Luis Hannah Derek',
  ),
  ['Zoë', 'zoe'],
  ['José', 'jose'],
  ['Jürgen', 'juergen'],
  ['Siobhán', 'siobhan'],
]
const lastNames: Spelled[] = [
  ...plain(
    'Smith Johnson Garcia Nguyen Miller Patel Lopez Schmidt Kim Brown Okafor Rossi Haddad Taylor Chen Silva Walker Novak Reyes Hughes',
  ),
  ["O'Neil", 'oneil'],
  ['Kovač', 'kovac'],
  ['Ångström', 'angstrom'],
  ['van der Berg', 'vanderberg'],
]
const russianFirst: Spelled[] = [
  ['Анна', 'anna'],
  ['Иван', 'ivan'],
  ['Сергей', 'sergey'],
  ['Ольга', 'olga'],
  ['Пётр', 'petr'],
  ['Юлия', 'yulia'],
]
const russianLast: Spelled[] = [
  ['Шевченко', 'shevchenko'],
  ['Ким', 'kim'],
  ['Черных', 'chernykh'],
  ['Бондаренко', 'bondarenko'],
  ['Живаго', 'zhivago'],
  ['Щербак', 'shcherbak'],
]
const trades =
  'Framing Electric Plumbing Roofing Concrete Drywall Masonry Glazing Steel Painting Excavation Insulation'.split(
    ' ',
  )
const companies = [
  'Star',
  'Volt',
  'Summit',
  'Harbor',
  'Blue Ridge',
  'Cedar',
  'Ironwood',
  'Lakeside',
  'Granite',
  'Prairie',
].flatMap(name => trades.map((trade, at) => `${name} ${trade}${['', ', Inc.', ' & Sons', ' LLC'][at % 4]}`))
const jobTitles = [
  'Foreman',
  'Project Manager',
  'Superintendent',
  'Estimator',
  'Safety Officer',
  'Site Engineer',
  'Office Manager',
  'Owner',
]
const templates = ['Read Only', '']
