/** Who acts in every bench database: a Directory Admin. */
export const admin = {
  firstName: 'Ada',
  lastName: 'Admin',
  email: 'ada.admin@bench.example.com',
  password: 'a lantern over seven quiet harbours',
}

/** The installation's, of every process that works on a bench database. */
export const benchSecret = 'for measuring only: nobody is ever really invited with this'
