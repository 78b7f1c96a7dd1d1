// Descriptors that are none, and files that are not the package's own.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DESCRIPTOR } from '../../seeds/datapackage.ts'
import { kind, replaced, rewritten, type FaultKind } from './spoilt-package.ts'

/** A descriptor with one text changed and one fault in it. */
const descriptor = (name: string, from: string, to: string, fault: string) =>
  kind(name, replaced(DESCRIPTOR, from, to), `${DESCRIPTOR}:${fault}`)

const path = (name: string, to: string) =>
  descriptor(
    name,
    '"path": "park.csv"',
    `"path": ${JSON.stringify(to)}`,
    `21:7: resource-error: found ${JSON.stringify(to)} in path of park, expected "park.csv"`,
  )

const NOT_OWN = 'expected a file in the package, or no resource of that name'
const NO_PLAIN_FILE = `20:15: resource-error: found park.csv, which is no plain file, ${NOT_OWN}`

/** Puts something else in a file's place. */
const instead =
  (name: string, put: (file: string) => void): FaultKind['spoil'] =>
  (dir) => {
    const file = join(dir, name)
    renameSync(file, join(dirname(dir), `${name}-elsewhere`))
    put(file)
  }

const elsewhere = (file: string) =>
  join(dirname(dirname(file)), `${file.slice(dirname(file).length + 1)}-elsewhere`)

const WHOLE = 'expected a whole number as text, e.g. "1"'
const PRINTED =
  'text without control characters, byte-order marks and characters that were lost in another encoding'
const FORMULA = 'no formula: a text does not begin with = or @, nor with + or - unless it is a number'

export const SPOILT_DESCRIPTORS: readonly FaultKind[] = [
  kind(
    'a byte-order mark before its descriptor',
    rewritten(DESCRIPTOR, (text) => `\ufeff${text}`),
  ),
  descriptor(
    'a descriptor that is no JSON',
    '"version": "2",',
    '"version": "2"',
    '5:3: package-error: found "\\"title\\"" where it is no JSON, expected valid JSON',
  ),
  descriptor(
    'a descriptor with a value left out',
    '"title": "a-plan"',
    '"title": ',
    '5:12: package-error: found "," where it is no JSON, expected valid JSON',
  ),
  kind(
    'a descriptor that is cut off',
    rewritten(DESCRIPTOR, (text) => text.slice(0, text.indexOf('"a-plan"') + 4)),
    `${DESCRIPTOR}:3:15: package-error: found the end of the file where it is no JSON, expected valid JSON`,
  ),
  kind(
    'a descriptor that is a list',
    rewritten(DESCRIPTOR, (text) => `[${text}]`),
    `${DESCRIPTOR}:1:1: package-error: found no JSON object, expected the descriptor as a JSON object`,
  ),
  kind(
    'a descriptor of a hundred thousand brackets',
    replaced(DESCRIPTOR, '"title": "a-plan"', `"title": ${'['.repeat(100_000)}${']'.repeat(100_000)}`),
    `${DESCRIPTOR}:5:3: package-error: found a list in title, expected a text`,
  ),
  kind(
    'a descriptor in GBK',
    rewritten(DESCRIPTOR, (text) =>
      Buffer.concat([
        Buffer.from(text.slice(0, text.indexOf('某市'))),
        Buffer.from([0xbf, 0xda]),
        Buffer.from(text.slice(text.indexOf('某市') + 2)),
      ]),
    ),
    `${DESCRIPTOR}:9:18: encoding-error: found the byte 0xbf, which is not UTF-8 here, expected a file saved as UTF-8`,
  ),
  kind(
    'no descriptor',
    (dir) => {
      rmSync(join(dir, DESCRIPTOR))
    },
    `${DESCRIPTOR}:1:1: package-error: found no such file, expected a package: a folder with a datapackage.json`,
  ),
  kind(
    'a folder in the descriptor’s place',
    instead(DESCRIPTOR, (file) => {
      mkdirSync(file)
    }),
    `${DESCRIPTOR}:1:1: package-error: found what is no plain file, expected a package: a folder with a datapackage.json`,
  ),
  kind(
    'a link in the descriptor’s place',
    instead(DESCRIPTOR, (file) => {
      symlinkSync(elsewhere(file), file)
    }),
    `${DESCRIPTOR}:1:1: package-error: found what is no plain file, expected a package: a folder with a datapackage.json`,
  ),

  descriptor(
    'a name that is not its folder’s',
    '"name": "a-plan"',
    '"name": "b-plan"',
    '3:3: package-error: found "b-plan" in name, expected "a-plan"',
  ),
  descriptor(
    'a version in parts',
    '"version": "2"',
    '"version": "2.0"',
    `4:3: package-error: found "2.0" in version, ${WHOLE}`,
  ),
  descriptor(
    'a version of nothing',
    '"version": "2"',
    '"version": "0"',
    `4:3: package-error: found "0" in version, ${WHOLE}`,
  ),
  kind(
    'a version that is a number',
    replaced(DESCRIPTOR, '"version": "2"', '"version": 2'),
    `${DESCRIPTOR}:4:3: package-error: found 2 in version, ${WHOLE}`,
  ),
  kind(
    'no version',
    replaced(DESCRIPTOR, '  "version": "2",\n', ''),
    `${DESCRIPTOR}:1:1: package-error: found no version, ${WHOLE}`,
  ),
  descriptor(
    'a title with a lone surrogate',
    '"title": "a-plan"',
    '"title": "a\\ud800plan"',
    `5:3: package-error: found "a\\ud800plan" in title, expected ${PRINTED}`,
  ),
  descriptor(
    'an issuer with a NUL',
    '"某市人民政府"',
    '"某市\\u0000"',
    `9:5: package-error: found "某市\\u0000" in kouan.issuerZh, expected ${PRINTED}`,
  ),
  descriptor(
    'a title that a spreadsheet would run',
    '"title": "a-plan"',
    '"title": "=1+1"',
    `5:3: package-error: found "=1+1" in title, expected ${FORMULA}`,
  ),
  descriptor(
    'a day of publication that does not exist',
    '2023-10-31',
    '2023-10-32',
    '13:5: package-error: found "2023-10-32" in kouan.published, expected a date that exists in the calendar',
  ),
  descriptor(
    'an unknown kind of source',
    '"kind": "PLAN"',
    '"kind": "BOOK"',
    '12:5: package-error: found "BOOK" in kouan.kind, expected "PLAN" or "NOTICE" or "NEWS" or "STATISTICS"',
  ),
  kind(
    'a property nobody knows',
    replaced(DESCRIPTOR, '"titleEn"', '"titelEn"'),
    `${DESCRIPTOR}:6:3: package-error: found no kouan.titleEn, expected a text`,
    `${DESCRIPTOR}:8:5: package-error: found null in kouan.titelEn, expected a known property, nearest: "titleEn"`,
  ),
  descriptor(
    'a text outside the folder of texts',
    '"text": "a-plan.txt"',
    '"text": "../a-plan.txt"',
    '16:5: package-error: found "../a-plan.txt" in kouan.text, expected the name of a file, without a folder',
  ),

  path('a path that leads out of the package', '../park.csv'),
  path('an absolute path', '/etc/passwd'),
  path('an address in the path’s place', 'https://example.org/park.csv'),
  kind(
    'a schema that is not the format’s',
    replaced(DESCRIPTOR, '"type": "number"', '"type": "string"'),
    `${DESCRIPTOR}:104:7: schema-error: found another schema of observation than the format's, ` +
      'expected what `npm run packages` writes',
  ),
  kind(
    'no list of resources',
    replaced(DESCRIPTOR, '"resources"', '"resource"'),
    `${DESCRIPTOR}:1:1: package-error: found no list of resources, expected resources: [ … ]`,
  ),
  kind(
    'a resource of an unknown table',
    replaced(DESCRIPTOR, '"name": "park"', '"name": "parc"'),
    `${DESCRIPTOR}:18:3: resource-error: found park.csv, which no resource lists, expected it to be listed`,
    `${DESCRIPTOR}:20:15: resource-error: found "parc" in resources, expected a table of a source package, nearest: "park"`,
  ),
  ...['notes.csv', 'park.CSV'].map((file) =>
    kind(
      `a file that is not declared, ${file}`,
      (dir) => {
        copyFileSync(join(dir, 'park.csv'), join(dir, file))
      },
      `${DESCRIPTOR}:18:3: resource-error: found ${file}, which no resource lists, expected it to be listed`,
    ),
  ),
  kind(
    'a declared file that is missing',
    (dir) => {
      rmSync(join(dir, 'park.csv'))
    },
    `${DESCRIPTOR}:20:15: resource-error: found no file park.csv, ${NOT_OWN}`,
  ),
  kind(
    'a folder in a table’s place',
    instead('park.csv', (file) => {
      mkdirSync(file)
    }),
    `${DESCRIPTOR}:${NO_PLAIN_FILE}`,
  ),
  kind(
    'a link out of the package in a table’s place',
    instead('park.csv', (file) => {
      symlinkSync(elsewhere(file), file)
    }),
    `${DESCRIPTOR}:${NO_PLAIN_FILE}`,
  ),
  kind(
    'a link to nothing in a table’s place',
    instead('park.csv', (file) => {
      symlinkSync('nowhere', file)
    }),
    `${DESCRIPTOR}:${NO_PLAIN_FILE}`,
  ),
  kind(
    'a pipe in a table’s place',
    instead('park.csv', (file) => {
      execFileSync('mkfifo', [file])
    }),
    `${DESCRIPTOR}:${NO_PLAIN_FILE}`,
  ),
]
