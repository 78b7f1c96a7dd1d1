// Queries as the common clients write them.

const RELAY = `query PortPageQuery($code: String!, $count: Int!, $cursor: String) {
  port(code: $code) { ...PortHeader_port ...PortProjects_port_1G22uz id __typename }
}
fragment PortHeader_port on Port { id name class region { code name id } checkpoints { ...CheckpointRow_checkpoint id } }
fragment CheckpointRow_checkpoint on Checkpoint { id code mode status }
fragment PortProjects_port_1G22uz on Port {
  projects(first: $count, after: $cursor) {
    edges { node { id ...ProjectCard_project __typename } cursor }
    pageInfo { endCursor hasNextPage hasPreviousPage startCursor }
  }
}
fragment ProjectCard_project on Project { id name status investment { value(unit: "100m-cny") reported { value unit } } sources { code id } }`

const RELAY_REFETCH = `query ProjectRefetchQuery($id: ID!) { node(id: $id) { __typename ...ProjectCard_project id } }
fragment ProjectCard_project on Project { id name status milestones { event date { label } citation { evidence source { id } } } }`

const APOLLO = `query Ports($first: Int, $after: String, $withFreight: Boolean = false) {
  ports(first: $first, after: $after) {
    nodes {
      __typename
      id
      code
      name
      nameEn: name(lang: EN)
      checkpoints { __typename id mode series(indicator: "freight-volume") @include(if: $withFreight) { __typename points { __typename value period { __typename label } claims { __typename id source { __typename id code } } } } }
      __typename
    }
    pageInfo { hasNextPage endCursor __typename }
    __typename
  }
}`

const URQL = `query Search($text: String!) {
  search(text: $text, first: 20) {
    nodes { code kind score snippet node { __typename ... on Port { id class } ... on Project { id status } ... on Source { id published { date __typename } } } __typename }
    totalCount
    __typename
  }
}`

const POWER_BI = `query Rows($first: Int = 1000, $after: String) {
  observationRows(first: $first, after: $after) { nodes { subjectCode indicatorCode periodLabel value unitCode sourceCode } pageInfo { endCursor hasNextPage } }
}`

const DETECTION = `{ __schema { queryType { name } } a: __type(name: "__Directive") { fields { name } } b: __type(name: "__Type") { fields(includeDeprecated: true) { name } } }`

export const STANDARD: readonly (readonly [client: string, body: object])[] = [
  ['Relay', { query: RELAY, variables: { code: 'mandula', count: 10, cursor: null } }],
  [
    'Relay for one thing again',
    { query: RELAY_REFETCH, variables: { id: Buffer.from('Project:nowhere').toString('base64') } },
  ],
  [
    'Apollo',
    {
      query: APOLLO,
      variables: { first: 20 },
      operationName: 'Ports',
      extensions: { clientLibrary: { name: '@apollo/client', version: '4.0.0' } },
    },
  ],
  [
    'Apollo with more',
    { query: APOLLO, variables: { first: 50, withFreight: true }, operationName: 'Ports' },
  ],
  ['urql', { query: URQL, variables: { text: '二连浩特' }, operationName: 'Search' }],
  ['a loop over pages', { query: POWER_BI }],
  ['a client that looks what the server can', { query: DETECTION }],
]
