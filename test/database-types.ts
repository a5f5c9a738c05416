import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { generate, getDialect } from 'kysely-codegen'
import { testDatabase } from './database.ts'

const SCHEMA_FILE = fileURLToPath(new URL('../server/db/schema.ts', import.meta.url))

/**
 * The text that `server/db/schema.ts` has to have: the tables of a migrated database as types.
 *
 * int8 is a number, as `server/db/connect.ts` parses it; the generator's own choice, string, would make sums into words.
 */
export async function databaseTypes(url: string): Promise<string> {
  const dialect = getDialect('postgres')
  const db = await dialect.introspector.connect({ connectionString: url, dialect })
  try {
    return await generate({
      db,
      dialect,
      outFile: null,
      camelCase: false,
      excludePattern: '*.schema_migration',
      typeMapping: { int8: 'number' },
    })
  } finally {
    await db.destroy()
  }
}

export const writtenTypes = () => fs.readFileSync(SCHEMA_FILE, 'utf8')

if (import.meta.main) {
  const database = await testDatabase()
  try {
    fs.writeFileSync(SCHEMA_FILE, await databaseTypes(database.url))
  } finally {
    await database.close()
  }
}
