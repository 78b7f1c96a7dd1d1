// A table's format printed as a Frictionless Table Schema: what every datapackage.json carries, so that
// other tools check the same package by the same rules.
import { CODE } from './cell.ts'
import type { Column, TableFormat } from './format.ts'
import { VOCABULARY_TABLES } from './vocabulary-format.ts'

export interface TableSchema {
  readonly $schema: string
  readonly fields: readonly object[]
  readonly primaryKey: readonly string[]
  readonly foreignKeys?: readonly object[]
  readonly missingValues: readonly string[]
}

export function tableSchema(format: TableFormat): TableSchema {
  const foreignKeys = VOCABULARY_TABLES.includes(format) ? format.columns.flatMap(foreignKey(format)) : []
  return {
    $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
    fields: format.columns.map(field),
    primaryKey: format.primaryKey,
    ...(foreignKeys.length > 0 && { foreignKeys }),
    missingValues: [''],
  }
}

function field(column: Column): object {
  const constraints = {
    ...(column.required === true && { required: true }),
    ...pattern(column),
    ...(column.enum && { enum: column.enum }),
  }
  return {
    name: column.name,
    ...type(column),
    description: column.description,
    ...(Object.keys(constraints).length > 0 && { constraints }),
  }
}

/** A period or a list has a grammar of its own that Table Schema has no type for. */
function type({ type }: Column): object {
  if (type === 'boolean') return { type, trueValues: ['true'], falseValues: ['false'] }
  return { type: type === 'number' ? type : 'string' }
}

function pattern({ type, maxLength }: Column): { pattern?: string } {
  const code = CODE.source.slice(1, -1)
  if (type === 'code') return { pattern: CODE.source }
  if (type === 'keys' || type === 'codes') return { pattern: `^${code}(?: ${code})*$` }
  // Table Schema's maxLength would count the white space that the format ignores.
  return maxLength === undefined ? {} : { pattern: `^(?:\\s*\\S){1,${maxLength}}\\s*$` }
}

/** A reference to a table of the same package; Table Schema knows no others. */
function foreignKey(format: TableFormat): (column: Column) => object[] {
  return ({ name, references }) => {
    const target = VOCABULARY_TABLES.find(
      (table) => table.name === references?.toLowerCase().replace('_', '-'),
    )
    if (!target) return []
    const resource = target === format ? {} : { resource: target.name }
    return [{ fields: [name], reference: { ...resource, fields: ['code'] } }]
  }
}
