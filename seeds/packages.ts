// `npm run packages`: writes the format's printed form into every datapackage.json under seeds/;
// with --check it only compares, and ends with 1 where they differ.
import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { DESCRIPTOR, tablesOf, type Role } from './datapackage.ts'
import { packageFolders, SEEDS } from './folders.ts'
import { tableSchema } from './table-schema.ts'

interface Descriptor {
  readonly kouan: { readonly role: Role }
  readonly resources: readonly { readonly name: string }[]
}

/** The text of a descriptor with the schemas as they should be. */
async function withSchemas(file: string): Promise<string> {
  const descriptor = JSON.parse(readFileSync(file, 'utf8')) as Descriptor
  const resources = descriptor.resources.map((resource) => {
    const table = tablesOf(descriptor.kouan.role).find(({ name }) => name === resource.name)
    return table ? { ...resource, schema: tableSchema(table) } : resource
  })
  const options = await resolveConfig(file)
  return format(JSON.stringify({ ...descriptor, resources }), { ...options, parser: 'json' })
}

const onlyCompare = process.argv.includes('--check')
for (const folder of packageFolders(SEEDS)) {
  const file = join(folder, DESCRIPTOR)
  const wanted = await withSchemas(file)
  if (wanted === readFileSync(file, 'utf8')) continue
  console.log(`${relative('.', file)}: ${onlyCompare ? 'differs' : 'written'}`)
  if (onlyCompare) process.exitCode = 1
  else writeFileSync(file, wanted)
}
