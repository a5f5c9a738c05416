import type { Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import {
  giveTrades,
  insertContacts,
  insertGroups,
  insertIdleCompanies,
  insertLookAlikes,
  insertProjects,
  markEmployees,
  putPeopleInGroups,
  putPeopleOnProjects,
} from './directory-queries.ts'
import { inventContact } from './invent-contact.ts'

/** The last two are closed. */
const projects = [
  ['Harbour Tower', '2401'],
  ['Riverside School', '2402'],
  ['Maple Street Clinic', '2403'],
  ['Airport Cargo Hall', '2405'],
  ['Old Mill Lofts', '2406'],
  ['Civic Library', '2407'],
  ['Lakeview Apartments', '2408'],
  ['North Depot', '2409'],
  ['Stadium East Stand', '2411'],
  ['Water Works', '2412'],
  ['Union Station Roof', '2310'],
  ['Hillside Hotel', '2304'],
] as const
const closedProjects = 2

const groups = [
  ['Daily log', 'Everybody who gets the daily log at seven in the evening'],
  ['Safety alerts', 'Stop-work notices and weather warnings'],
  ['Owner updates', 'The monthly letter to owners'],
  ['Concrete pours', 'Told the day before a pour'],
  ['Gate access', 'Changes of opening hours and badges'],
] as const

const trades = [
  'Framing',
  'Electrical',
  'Plumbing',
  'Drywall',
  'Concrete',
  'Roofing',
  'HVAC',
  'Painting',
  'Masonry',
  'Steel',
  'Glazing',
  'Earthworks',
]

/** Firms nobody works for any more. */
const idle = ['Cobalt Scaffolding', 'Prairie Crane Hire', 'Tri-County Paving']

const CONTACTS = 60
/** Companies that are there twice, as happens with lists from several offices. */
const LOOK_ALIKES = 4

/**
 * Gives the demo what people alone do not have: projects with those on them, contacts, distribution groups, trades, inactive
 * and doubled companies. The same every time: who is where follows from the order of names.
 */
export async function furnishDirectory(tx: Tx, accountId: string, ownCompanyId: string): Promise<void> {
  await markEmployees(tx, accountId, ownCompanyId)
  await giveTrades(tx, accountId, trades)
  await insertLookAlikes(tx, accountId, Array.from({ length: LOOK_ALIKES }, newId))
  await insertIdleCompanies(
    tx,
    accountId,
    idle.map(name => ({ id: newId(), name })),
  )
  await insertProjects(
    tx,
    accountId,
    projects.map(([name, number], at) => ({
      id: newId(),
      name,
      number,
      status: at < projects.length - closedProjects ? 'active' : 'closed',
    })),
  )
  await insertContacts(
    tx,
    accountId,
    Array.from({ length: CONTACTS }, (_, at) => ({ id: newId(), ...inventContact(at) })),
  )
  await putPeopleOnProjects(tx, accountId)
  await insertGroups(
    tx,
    accountId,
    groups.map(([name, description]) => ({ id: newId(), name, description })),
  )
  await putPeopleInGroups(tx, accountId)
}
