// The descriptor of a package, datapackage.json: who says it, which tables there are, and that the
// files are the package's own. What it says of a table's columns is the printed form of the format.
import { lstatSync, readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { SOURCE_KINDS, type SourceKind } from '../db/lists.ts'
import { nearest } from '../values/nearest.ts'
import { date } from '../values/period.ts'
import { CODE } from './cell.ts'
import { admitted, quoted, type Faults } from './fault.ts'
import type { TableFormat } from './format.ts'
import { isObject, JsonText, type Json, type JsonObject } from './json-text.ts'
import { expectedText } from './plain-text.ts'
import { SOURCE_TABLES } from './source-format.ts'
import { tableSchema } from './table-schema.ts'
import { VOCABULARY_TABLES } from './vocabulary-format.ts'

export const DESCRIPTOR = 'datapackage.json'
const PROFILE = 'https://datapackage.org/profiles/2.0/datapackage.json'

export type Role = 'vocabulary' | 'source'

/** What a source's descriptor says of the publication. */
export interface Publication {
  readonly titleZh: string
  readonly titleEn: string | null
  readonly issuerZh: string
  readonly issuerEn: string | null
  readonly documentNumber: string | null
  readonly kind: SourceKind
  readonly published: string
  readonly publishedInferred: boolean
  readonly language: string
  /** File name of the text that its evidence is looked up in. */
  readonly text: string
}

export interface Table {
  readonly format: TableFormat
  readonly file: string
}

export interface Package {
  readonly dir: string
  readonly code: string
  /** 0 where the descriptor says none, which is a fault. */
  readonly revision: number
  readonly role: Role
  /** null for the vocabulary. */
  readonly publication: Publication | null
  /** The tables that there are, in the format's order. */
  readonly tables: readonly Table[]
  /** Where the descriptor says its revision: the place of a fault about it. */
  readonly revisionPlace: ReturnType<JsonText['place']>
}

/** The tables that a package of a role may hold. */
export const tablesOf = (role: Role): readonly TableFormat[] =>
  role === 'vocabulary' ? VOCABULARY_TABLES : SOURCE_TABLES

/** Reads a package's descriptor; null where it is too broken to know the tables. Faults are told either way. */
export function readDescriptor(dir: string, faults: Faults): Package | null {
  const json = JsonText.read(join(dir, DESCRIPTOR), faults)
  if (!json) return null
  const descriptor = new Descriptor(json, faults)
  descriptor.oneOf(['$schema'], [PROFILE])
  const code = basename(resolve(dir))
  descriptor.oneOf(['name'], [code])
  if (!CODE.test(code)) descriptor.wrong(['name'], 'lower-case letters and digits joined by single hyphens')
  const version = descriptor.at(['version'])
  const isVersion = typeof version === 'string' && /^[1-9]\d{0,8}$/.test(version)
  if (!isVersion) descriptor.wrong(['version'], 'a whole number as text, e.g. "1"')
  const titleZh = descriptor.text(['title'])
  const role = descriptor.oneOf(['kouan', 'role'], ['vocabulary', 'source'] as const)
  if (role === null) return null
  return {
    dir,
    code,
    revision: isVersion ? Number(version) : 0,
    role,
    publication: role === 'source' ? publication(descriptor, titleZh) : null,
    tables: tables(dir, role, json, faults),
    revisionPlace: json.place('version'),
  }
}

/** Reads properties by path, with a fault for every one that is not what it should be. */
class Descriptor {
  readonly json: JsonText
  readonly #faults: Faults

  constructor(json: JsonText, faults: Faults) {
    this.json = json
    this.#faults = faults
  }

  at(path: readonly string[]): Json | undefined {
    let value: Json | undefined = this.json.root
    for (const name of path) value = isObject(value) ? value[name] : undefined
    return value
  }

  wrong(path: readonly string[], expected: string): void {
    const value = this.at(path)
    const name = path.join('.')
    const found = value === undefined ? `no ${name}` : `${shown(value)} in ${name}`
    this.#faults.add(this.json.place(...path), 'package-error', found, expected)
  }

  text(path: readonly string[]): string {
    const value = this.at(path)
    const isText = typeof value === 'string' && value.trim() === value && value !== ''
    const expected = isText ? expectedText(value) : 'a text'
    if (isText && expected === null) return value
    this.wrong(path, expected ?? 'a text')
    return ''
  }

  textOrNull(path: readonly string[]): string | null {
    return this.at(path) === null ? null : this.text(path)
  }

  flag(path: readonly string[]): boolean {
    const value = this.at(path)
    if (typeof value === 'boolean') return value
    this.wrong(path, 'true or false')
    return false
  }

  oneOf<Value extends string>(path: readonly string[], allowed: readonly Value[]): Value | null {
    const value = this.at(path)
    const known = allowed.find((one) => one === value)
    if (known === undefined) this.wrong(path, allowed.map((one) => quoted(one)).join(' or '))
    return known ?? null
  }
}

/** A value as it was found, not too long to read. */
function shown(value: Json): string {
  if (typeof value === 'string') return quoted(value)
  if (isObject(value)) return 'an object'
  return Array.isArray(value) ? 'a list' : String(value)
}

const PUBLICATION_PROPERTIES = [
  'role',
  'titleEn',
  'issuerZh',
  'issuerEn',
  'documentNumber',
  'kind',
  'published',
  'publishedInferred',
  'language',
  'text',
]

function publication(descriptor: Descriptor, titleZh: string): Publication {
  const kouan = descriptor.at(['kouan'])
  for (const name of Object.keys(isObject(kouan) ? kouan : {}))
    if (!PUBLICATION_PROPERTIES.includes(name))
      descriptor.wrong(['kouan', name], `a known property${nearest(name, PUBLICATION_PROPERTIES)}`)
  const published = descriptor.text(['kouan', 'published'])
  admitted(
    () => date(published),
    ({ expected }) => {
      if (published !== '') descriptor.wrong(['kouan', 'published'], expected)
    },
  )
  const text = descriptor.text(['kouan', 'text'])
  if (basename(text) !== text) descriptor.wrong(['kouan', 'text'], 'the name of a file, without a folder')
  const language = descriptor.text(['kouan', 'language'])
  if (language !== '' && !/^[a-z]{2}$/.test(language))
    descriptor.wrong(['kouan', 'language'], 'a language code of two letters, e.g. "zh"')
  return {
    titleZh,
    titleEn: descriptor.textOrNull(['kouan', 'titleEn']),
    issuerZh: descriptor.text(['kouan', 'issuerZh']),
    issuerEn: descriptor.textOrNull(['kouan', 'issuerEn']),
    documentNumber: descriptor.textOrNull(['kouan', 'documentNumber']),
    kind: descriptor.oneOf(['kouan', 'kind'], SOURCE_KINDS) ?? 'NEWS',
    published,
    publishedInferred: descriptor.flag(['kouan', 'publishedInferred']),
    language,
    text,
  }
}

/** What a resource says beside its name, path and schema. */
const RESOURCE = { format: 'csv', mediatype: 'text/csv', encoding: 'utf-8' }

function tables(dir: string, role: Role, json: JsonText, faults: Faults): Table[] {
  const listed = json.root['resources']
  if (!Array.isArray(listed)) {
    faults.add(json.place('resources'), 'package-error', 'no list of resources', 'resources: [ … ]')
    return []
  }
  const names = new Set<string>()
  for (const resource of listed as readonly Json[]) {
    const name = isObject(resource) ? resource['name'] : undefined
    if (!isObject(resource) || typeof name !== 'string') {
      faults.add(
        json.place('resources'),
        'resource-error',
        'a resource without a name',
        'an object with a name',
      )
    } else if (names.has(name)) {
      faults.add(json.place('resources', name), 'resource-error', `${quoted(name)} twice`, 'each table once')
    } else {
      names.add(name)
      checkResource(resource, name, role, json, faults)
    }
  }
  checkListing(dir, role, names, json, faults)
  return tablesOf(role)
    .filter(({ name }) => names.has(name))
    .map((format) => ({ format, file: join(dir, `${format.name}.csv`) }))
    .filter(({ file, format }) => isOwnFile(file, json.place('resources', format.name), faults))
}

function checkResource(resource: JsonObject, name: string, role: Role, json: JsonText, faults: Faults): void {
  const format = tablesOf(role).find((table) => table.name === name)
  const place = json.place('resources', name)
  if (!format) {
    const known = tablesOf(role).map((table) => table.name)
    const expected = `a table of a ${role} package${nearest(name, known)}`
    faults.add(place, 'resource-error', `${quoted(name)} in resources`, expected)
    return
  }
  for (const [property, expected] of Object.entries({ path: `${name}.csv`, ...RESOURCE })) {
    const found = resource[property]
    if (found !== expected)
      faults.add(
        json.place('resources', name, property),
        'resource-error',
        `${found === undefined ? 'nothing' : shown(found)} in ${property} of ${name}`,
        quoted(expected),
      )
  }
  if (!isDeepStrictEqual(resource['schema'], JSON.parse(JSON.stringify(tableSchema(format)))))
    faults.add(
      json.place('resources', name, 'schema'),
      'schema-error',
      `another schema of ${name} than the format's`,
      'what `npm run packages` writes',
    )
}

/** The tables listed and the tables there are the same; a vocabulary has all. */
function checkListing(
  dir: string,
  role: Role,
  names: ReadonlySet<string>,
  json: JsonText,
  faults: Faults,
): void {
  const present = readdirSync(dir).filter((file) => /\.csv$/i.test(file))
  for (const file of present)
    if (!names.has(file.replace(/\.csv$/, '')))
      faults.add(
        json.place('resources'),
        'resource-error',
        `${file}, which no resource lists`,
        'it to be listed',
      )
  if (role === 'source') return
  for (const { name } of tablesOf(role))
    if (!names.has(name))
      faults.add(
        json.place('resources'),
        'resource-error',
        `no resource ${name}`,
        'every table of a vocabulary',
      )
}

/** A resource is a file of the package itself: no link that leads out of it. */
function isOwnFile(file: string, place: ReturnType<JsonText['place']>, faults: Faults): boolean {
  const entry = lstatSync(file, { throwIfNoEntry: false })
  if (entry?.isFile() === true) return true
  const found =
    entry === undefined ? `no file ${basename(file)}` : `${basename(file)}, which is no plain file`
  faults.add(place, 'resource-error', found, 'a file in the package, or no resource of that name')
  return false
}
