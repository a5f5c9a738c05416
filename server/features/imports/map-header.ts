import { fieldOfHeader, type ImportField, plainHeader, understoodHeaders } from './header-aliases.ts'

export const headerFaultReasons = [
  'header-twice',
  'header-not-understood',
  'map-column-unknown',
  'map-field-unknown',
  'map-field-twice',
] as const

/** Words under `fault.<reason>` with the detail as parameters. */
export interface HeaderFault {
  reason: (typeof headerFaultReasons)[number]
  detail: Record<string, string>
}

export interface MappedHeader {
  /** The field of each column; null for those that are not used. */
  columns: (ImportField | null)[]
  /** Headers of the columns that are not used, as written. */
  ignored: string[]
  faults: HeaderFault[]
}

/** In `overrides`: leave this column out. */
export const ignoreColumn = 'ignore'

const identifying: readonly ImportField[] = [
  'firstName',
  'lastName',
  'fullName',
  'familyNameFirst',
  'email',
  'phone',
]

/**
 * Decides what each column is. One column serves a field: the one an administrator named, else the best known alias,
 * else the first; the others are ignored. The same header twice is a fault, for nobody can tell which one is meant.
 *
 * @param overrides header → field, a header that would be understood, or `ignore`
 */
export function mapHeader(
  header: readonly string[],
  overrides: Readonly<Record<string, string>> = {},
): MappedHeader {
  const faults: HeaderFault[] = []
  const chosen = chosenFields(header, overrides, faults)
  const taken = new Set(chosen.values())
  const columns = header.map((_, at): ImportField | null => {
    const choice = chosen.get(at)
    return choice === undefined || choice === ignoreColumn ? null : choice
  })

  const rivals = header.flatMap((title, at) => {
    const understood = chosen.has(at) ? null : fieldOfHeader(title)
    return understood === null || taken.has(understood.field) ? [] : [{ at, title, ...understood }]
  })
  for (const [field, ofField] of Map.groupBy(rivals, rival => rival.field)) {
    const best = ofField.reduce((first, next) => (next.rank < first.rank ? next : first))
    columns[best.at] = field
    if (ofField.some(rival => rival.at !== best.at && isSameHeader(rival.title, best.title))) {
      faults.push({ reason: 'header-twice', detail: { column: best.title } })
    }
  }

  if (!columns.some(field => field !== null && identifying.includes(field))) {
    faults.push({
      reason: 'header-not-understood',
      detail: { found: listed(header), understood: listed(understoodHeaders()) },
    })
  }
  const ignored = header.filter((title, at) => columns[at] === null && title.trim() !== '')
  return { columns, ignored, faults }
}

type Choice = ImportField | typeof ignoreColumn

function chosenFields(
  header: readonly string[],
  overrides: Readonly<Record<string, string>>,
  faults: HeaderFault[],
): Map<number, Choice> {
  const chosen = new Map<number, Choice>()
  for (const [column, wish] of Object.entries(overrides)) {
    const at = header.findIndex(title => title === column || isSameHeader(title, column))
    const choice = wish === ignoreColumn ? ignoreColumn : fieldOfHeader(wish)?.field
    if (at === -1) faults.push({ reason: 'map-column-unknown', detail: { column, found: listed(header) } })
    if (choice === undefined) {
      faults.push({
        reason: 'map-field-unknown',
        detail: { field: wish, understood: listed(understoodHeaders()) },
      })
    } else if (choice !== ignoreColumn && [...chosen.values()].includes(choice)) {
      faults.push({ reason: 'map-field-twice', detail: { field: wish } })
    } else if (at !== -1) {
      chosen.set(at, choice)
    }
  }
  return chosen
}

function isSameHeader(one: string, other: string): boolean {
  const plain = plainHeader(one)
  return plain !== '' && plain === plainHeader(other)
}

const listed = (titles: readonly string[]) => titles.filter(title => title.trim() !== '').join(', ')
