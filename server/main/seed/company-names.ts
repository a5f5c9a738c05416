const list = (text: string) => text.split(/[|\n]/).flatMap(word => word.trim() || [])

const firstWords = list(`
  Star|Volt|Blue Ridge|Granite|Summit|Pioneer|Cascade|Redwood|Ironclad|Keystone|Lakeside|Evergreen|Liberty|Cardinal|Copper|Harbor
  Prairie|Sierra|Titan|Union|Vanguard|Westgate|Beacon|Anchor|Apex|Atlas|Bayview|Birch|Canyon|Capitol|Cedar|Centennial|Coastal|Compass
  Crescent|Delta|Eagle|Eastside|Falcon|Frontier|Golden Gate|Great Plains|Hawthorne|Heritage|Highland|Horizon|Juniper|Kingfisher|Landmark
  Lone Pine|Magnolia|Maple|Meridian|Metro|Midland|Monarch|Northstar|Oakmont|Old Mill|Orchard|Palisade|Paramount|Pinnacle|Quarry|Rainier
  Ridgeline|River City|Rockford|Saguaro|Sequoia|Silver Creek|Southfork|Sterling|Stonebridge|Sunrise|Tamarack|Three Rivers|Timberline
  Trailhead|Tri-County|Valley|Vista|Willow|Windward|Yellow Pine|Yosemite|Zenith|Álvarez|Hernández|Ortiz|Novák|Kowalski|Dvořák|O’Brien
  Bluebird|Brookfield|Clearwater|Cornerstone|Fairmont|Foxhollow|Grand River|Hilltop|Lakeshore|Longview|Mesa Verde|Mill Creek
  Northgate|Parkside|Pine Hill|Riverside|McKenzie|Johansson|Schröder|Lefèvre|Severin`)
const trades = list(`
  Framing|Electric|Plumbing|Concrete|Masonry|Roofing|Drywall|Painting|Steel|Glass|HVAC|Excavation|Paving|Landscaping|Flooring|Insulation
  Fire Protection|Elevators|Demolition|Waterproofing|Millwork|Scaffolding|Surveying|Tile & Stone|Doors & Hardware|Site Work|Sheet Metal
  Utilities|Fencing|Acoustics|Solar|Crane Services|Welding|Foundations|Controls|Ceilings|Cabinets|Curtain Wall|Signage|Restoration`)

export const MOST_COMPANIES = firstWords.length * trades.length

/** Names of companies, all different. @param count up to MOST_COMPANIES */
export function inventCompanies(count: number): string[] {
  const isCoprime = (step: number) => greatestCommonDivisor(step, MOST_COMPANIES) === 1
  // A step without a common divisor visits every pair once, neighbours far apart.
  let step = Math.round(MOST_COMPANIES * 0.618)
  while (!isCoprime(step)) step++
  return Array.from({ length: Math.min(count, MOST_COMPANIES) }, (_, index) => {
    const place = (index * step) % MOST_COMPANIES
    return `${firstWords[place % firstWords.length]} ${trades[Math.floor(place / firstWords.length)]}`
  })
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b)
