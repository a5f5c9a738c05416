const firstNames = ['Luis', 'Marta', 'Owen', 'Priya', 'Tomasz', 'Ines', 'Kofi', 'Nadia', 'Jorge', 'Lena']
const lastNames = ['Alvarez', 'Brandt', 'Castillo', 'Dubois', 'Eriksen', 'Fofana']
const jobs = ['Carpenter', 'Electrician', 'Crane operator', 'Site visitor', 'Labourer', 'Roofer', 'Welder']

/** Somebody who works on a site and does not sign in; the same for the same place in the row. */
export const inventContact = (at: number) => ({
  firstName: firstNames[at % firstNames.length]!,
  lastName: lastNames[Math.floor(at / firstNames.length) % lastNames.length]!,
  jobTitle: jobs[at % jobs.length]!,
  isActive: at % 12 !== 11,
})
