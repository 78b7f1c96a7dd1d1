// From a noun to its neighbours: the way back of every link that another noun states.
import { builder } from './builder.ts'
import { Cluster } from './cluster.ts'
import { Corridor } from './corridor.ts'
import { BenchmarkPort } from './benchmark-port.ts'
import { Platform } from './platform.ts'
import { Port } from './port.ts'
import { Region } from './region.ts'

builder.objectFields(Port, (t) => ({
  platforms: t.field({
    type: [Platform],
    description: 'The platforms that belong to it, by code.',
    resolve: ({ id }, _, { loaders }) =>
      loaders.subjectsLinkingTo.load({ object: id, property: 'port', kind: 'PLATFORM' }),
  }),
  corridors: t.field({
    type: [Corridor],
    description: 'The railways, roads and train services that serve it, by code.',
    resolve: ({ id }, _, { loaders }) =>
      loaders.subjectsLinkingTo.load({ object: id, property: 'port', kind: 'CORRIDOR' }),
  }),
}))

builder.objectFields(Region, (t) => ({
  ports: t.field({
    type: [Port],
    description: 'The ports in it, and in the regions within it, by code.',
    resolve: ({ id }, _, { loaders }) => loaders.subjectsWithin.load({ region: id, kind: 'PORT' }),
  }),
  platforms: t.field({
    type: [Platform],
    description: 'The platforms in it, and in the regions within it, by code.',
    resolve: ({ id }, _, { loaders }) => loaders.subjectsWithin.load({ region: id, kind: 'PLATFORM' }),
  }),
  clusters: t.field({
    type: [Cluster],
    description: 'The clusters in it, and in the regions within it, by code.',
    resolve: ({ id }, _, { loaders }) => loaders.subjectsWithin.load({ region: id, kind: 'CLUSTER' }),
  }),
  corridors: t.field({
    type: [Corridor],
    description: 'The corridors that run through it, by code.',
    resolve: ({ id }, _, { loaders }) =>
      loaders.subjectsLinkingTo.load({ object: id, property: 'region', kind: 'CORRIDOR' }),
  }),
  benchmarkPorts: t.field({
    type: [BenchmarkPort],
    description: 'The benchmark ports in it, and in the regions within it, by code.',
    resolve: ({ id }, _, { loaders }) => loaders.subjectsWithin.load({ region: id, kind: 'BENCHMARK_PORT' }),
  }),
}))
