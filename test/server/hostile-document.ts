// Requests that mean harm, each with the code that it is refused with.
import { codes, HOSTILE_INPUT, row, type Row } from './hostile-input.ts'

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ')

const nested = (depth: number, open: string, core: string, close = ' }'): string =>
  open.repeat(depth) + core + close.repeat(depth)

/** Twenty fragments, each spread twice in the one before: a million fields. */
const fan = (inside: (next: string) => string): string =>
  `{ ...F0 } ${times(20, (i) => `fragment F${i} on Query { ${inside(`F${i + 1}`)} }`)} fragment F20 on Query { __typename }`

const PAGES = 'observations(first: 100) { nodes { discrepancies { claims { parts { id } } } } }'

export const HOSTILE: readonly Row[] = [
  ...HOSTILE_INPUT,

  // Aliases
  row('31 aliases', 'TOO_MANY_ALIASES', `{ dataset { ${times(31, (i) => `a${i}: version`)} } }`),
  row('31 aliases of __typename', 'TOO_MANY_ALIASES', `{ ${times(31, (i) => `a${i}: __typename`)} }`),
  row('450 aliases', 'TOO_MANY_ALIASES', `{ ${times(450, (i) => `a${i}: __typename`)} }`),
  row(
    '8 aliases in a fragment that is spread 4 times',
    'TOO_MANY_ALIASES',
    `{ ${['ports', 'platforms', 'projects', 'regions'].map((list) => `${list} { pageInfo { ...A } }`).join(' ')} } fragment A on PageInfo { ${times(8, (i) => `a${i}: hasNextPage`)} }`,
  ),
  row(
    '31 aliases on several levels',
    'TOO_MANY_ALIASES',
    `{ ports { nodes { ${times(10, (i) => `a${i}: code`)} region { ${times(21, (i) => `b${i}: code`)} } } } }`,
  ),
  row(
    '31 aliases of introspection',
    'TOO_MANY_ALIASES',
    `{ ${times(31, (i) => `a${i}: __type(name: "Port") { name }`)} }`,
  ),

  // Depth
  row(
    '13 levels of fields',
    'QUERY_TOO_DEEP',
    `{ region(code: "cn") ${nested(11, '{ parent ', '{ code }')} }`,
  ),
  row(
    '13 levels of a relation there and back',
    'QUERY_TOO_DEEP',
    `{ port(code: "erenhot") ${nested(6, '{ checkpoints { port ', '{ code }', ' } }')} }`,
  ),
  row(
    '13 levels between edges and nodes',
    'QUERY_TOO_DEEP',
    `{ ports { edges { node ${nested(6, '{ region { ports ', '{ code }', ' } }')} } } }`,
  ),
  row(
    '13 levels by fragments',
    'QUERY_TOO_DEEP',
    `{ region(code: "cn") { ...F0 } } ${times(12, (i) => `fragment F${i} on Region { parent { ...F${i + 1} } }`)} fragment F12 on Region { code }`,
  ),
  row('brackets 900 deep', 'DOCUMENT_TOO_DEEP', nested(900, '{ a', '')),
  row('inline fragments 60 deep', 'DOCUMENT_TOO_DEEP', `{ ${nested(60, '... on Query { ', '__typename')} }`),
  row('a list in a list, 60 deep', 'DOCUMENT_TOO_DEEP', `{ nodes(ids: ${nested(60, '[', '', ']')}) { id } }`),
  row(
    'an input in an input, 60 deep',
    'DOCUMENT_TOO_DEEP',
    `{ ports(filter: ${nested(60, '{ a: ', '1')}) { totalCount } }`,
  ),
  row(
    'variables nested 30 deep',
    'JSON_TOO_DEEP',
    'query ($f: PortFilter) { ports(filter: $f) { totalCount } }',
    {
      f: JSON.parse(nested(30, '{"a":', '1', '}')) as unknown,
    },
  ),

  // Fragments
  row('a fragment in itself', 'GRAPHQL_VALIDATION_FAILED', '{ ...A } fragment A on Query { ...A }'),
  row(
    'two fragments in one another',
    'GRAPHQL_VALIDATION_FAILED',
    '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
  ),
  row(
    'a fragment in itself through a field',
    'GRAPHQL_VALIDATION_FAILED',
    '{ region(code: "cn") { ...A } } fragment A on Region { parent { ...A } }',
  ),
  row(
    'a fan of fragments',
    'DOCUMENT_TOO_COMPLEX',
    fan((next) => `...${next} ...${next} dataset { version }`),
  ),
  row(
    'a fan of fragments through fields',
    'QUERY_TOO_DEEP',
    `{ region(code: "cn") { ...F0 } } ${times(20, (i) => `fragment F${i} on Region { parent { ...F${i + 1} } children { ...F${i + 1} } }`)} fragment F20 on Region { code }`,
  ),
  row(
    'a fan of fragments with directives',
    'TOO_MANY_DIRECTIVES',
    fan((next) => `...${next} @include(if: true) ...${next} @skip(if: false)`),
  ),
  row('a fragment that is not there', 'GRAPHQL_VALIDATION_FAILED', '{ ...Nowhere }'),
  row(
    'a hundred fragments entangled',
    'DOCUMENT_TOO_COMPLEX',
    `{ ...F0 } ${times(100, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${(i + 2) % 101} ...F${(i + 3) % 101} }`)} fragment F100 on Query { __typename }`,
  ),

  // Root fields and directives
  row(
    '21 fields at the root',
    'TOO_MANY_ROOT_FIELDS',
    `{ ${times(21, (i) => `a${i}: dataset { version }`)} }`,
  ),
  row(
    '21 fields at the root by fragments',
    'TOO_MANY_ROOT_FIELDS',
    `{ ...A ...B } fragment A on Query { ${times(11, (i) => `a${i}: __typename`)} } fragment B on Query { ${times(10, (i) => `b${i}: __typename`)} }`,
  ),
  row(
    '11 directives',
    'TOO_MANY_DIRECTIVES',
    `{ dataset { ${times(11, () => 'version @include(if: true)')} } }`,
  ),
  row(
    '11 directives on one field',
    'TOO_MANY_DIRECTIVES',
    `{ dataset { version ${times(11, () => '@include(if: true)')} } }`,
  ),
  row(
    '500 directives that are none',
    'TOO_MANY_DIRECTIVES',
    `{ dataset { version ${times(500, () => '@a')} } }`,
  ),

  // Answers
  row('large pages in large pages', 'QUERY_TOO_COSTLY', `{ ports(first: 1000) { nodes { ${PAGES} } } }`),
  row('large pages by edges', 'QUERY_TOO_COSTLY', `{ ports(first: 1000) { edges { node { ${PAGES} } } } }`),
  row(
    'a page in a variable',
    'QUERY_TOO_COSTLY',
    `query ($n: Int) { ports(first: $n) { nodes { ${PAGES} } } }`,
    { n: 1000 },
  ),
  row(
    'a page in a default',
    'QUERY_TOO_COSTLY',
    `query ($n: Int = 1000) { ports(first: $n) { nodes { ${PAGES} } } }`,
  ),
  row('a page from the end', 'QUERY_TOO_COSTLY', `{ ports(last: 1000) { nodes { ${PAGES} } } }`),
  row(
    'pages that are not said',
    'QUERY_TOO_COSTLY',
    `{ regions { nodes { projects { nodes { observations { nodes { id } } } } } } }`,
  ),
  row(
    'pages in a fragment on an interface',
    'QUERY_TOO_COSTLY',
    `{ ports(first: 1000) { nodes { ...S } } } fragment S on Subject { ${PAGES} }`,
  ),
  row(
    'pages in what one type of many is asked',
    'QUERY_TOO_COSTLY',
    `{ search(text: "port", first: 1000) { nodes { node { ... on Port { ${PAGES} } } } } }`,
  ),
  row(
    'a switch that is on',
    'QUERY_TOO_COSTLY',
    `query ($on: Boolean!) { ports(first: 1000) { nodes { code ...S @include(if: $on) } } } fragment S on Port { ${PAGES} }`,
    {
      on: true,
    },
  ),
  row(
    'twenty lists side by side',
    'QUERY_TOO_COSTLY',
    `{ ${times(20, (i) => `a${i}: observations(first: 1000) { nodes { parts { id } } }`)} }`,
  ),
  row(
    'lists without pages in one another',
    'QUERY_TOO_COSTLY',
    '{ coverage { sources { statements { source { problems { problem } } } } } }',
  ),
  row(
    'points of 250 subjects and 250 indicators',
    'QUERY_TOO_COSTLY',
    'query ($s: [String!]!, $i: [String!]!) { points(subjects: $s, indicators: $i) { value } }',
    { s: codes(250), i: codes(250) },
  ),
  row(
    'groups without end',
    'QUERY_TOO_COSTLY',
    '{ observationAggregate(first: 2000000000, groupBy: [SUBJECT], function: COUNT) { count } }',
  ),

  // Introspection
  row(
    'the schema twice',
    'TOO_MANY_INTROSPECTIONS',
    '{ a: __schema { types { name } } b: __schema { types { name } } }',
  ),
  row(
    'types of fields of types of fields',
    'GRAPHQL_VALIDATION_FAILED',
    `{ __schema { types ${nested(4, '{ fields { type ', '{ name }', ' } }')} } }`,
  ),

  // Documents that are none, or ask for what is not there
  row('2,500 tokens', 'DOCUMENT_TOO_LARGE', `{ ${'a '.repeat(2_500)} }`),
  row('a bracket that is never closed', 'GRAPHQL_PARSE_FAILED', '{ ports { nodes { code }'),
  row('control characters', 'GRAPHQL_PARSE_FAILED', '{ ports \u0000 }'),
  row('an escape of half a character', 'GRAPHQL_PARSE_FAILED', '{ search(text: "\\ud800") { totalCount } }'),
  row('a mutation', 'OPERATION_RESOLUTION_FAILURE', 'mutation { drop }'),
  row('a subscription', 'OPERATION_RESOLUTION_FAILURE', 'subscription { ports }'),
  row(
    'fields named as what every object has',
    'GRAPHQL_VALIDATION_FAILED',
    '{ constructor toString __proto__ hasOwnProperty }',
  ),
  row(
    'arguments named so',
    'GRAPHQL_VALIDATION_FAILED',
    '{ port(code: "erenhot", constructor: 1, __proto__: 2) { code } }',
  ),
  row(
    'enum values named so',
    'GRAPHQL_VALIDATION_FAILED',
    '{ ports(filter: { classes: [constructor, __proto__] }) { totalCount } }',
  ),
  row(
    'an input’s field named so',
    'GRAPHQL_VALIDATION_FAILED',
    '{ ports(filter: { toString: 1 }) { totalCount } }',
  ),
  row('a type named so', 'GRAPHQL_VALIDATION_FAILED', '{ ... on constructor { a } }'),
  row('a directive named so', 'GRAPHQL_VALIDATION_FAILED', '{ dataset { version @toString } }'),
]

export const HOSTILE_NAMES: readonly Row[] = ['__proto__', 'constructor', 'toString'].map((operationName) => [
  `an operation called ${operationName} that is not there`,
  'OPERATION_RESOLUTION_FAILURE',
  { query: 'query A { __typename }', operationName },
])
