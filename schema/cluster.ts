import type { CitedTables } from '../db/queries/cited.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import type { CLUSTER_TIERS } from '../db/lists.ts'
import { attribute, link } from '../resolvers/attribute.ts'
import { type Chain as ChainValue, chainsOf, demandOf } from '../resolvers/cluster.ts'
import { subjectOf, subjectPage } from '../resolvers/subject-list.ts'
import { builder } from './builder.ts'
import { Stated } from './citation.ts'
import { Commodity } from './commodity.ts'
import { inLanguage, languageArgs } from './language.ts'
import { Port } from './port.ts'
import { Region } from './region.ts'
import { Observation } from './observation.ts'
import { isSubject, Subject } from './subject.ts'
import { commonFilters, orderArgs } from './subject-list.ts'

const ClusterTier = builder.enumType('ClusterTier', {
  description: 'Tier of a cluster, as the source gives it.',
  values: {
    FLAGSHIP: { description: 'Flagship (旗帜型).' },
    LEADING: { description: 'Leading (主导).' },
    CHARACTERISTIC: { description: 'Characteristic (特色).' },
  } satisfies Record<(typeof CLUSTER_TIERS)[number], { description: string }>,
})

const Stage = builder.objectRef<CitedTables['stage']>('ChainStage').implement({
  description: 'A stage of a value chain.',
  interfaces: [Stated],
  fields: (t) => ({
    position: t.exposeInt('stage', { description: 'Its place along the chain: 1, 2, 3 …' }),
    name: t.string({
      nullable: true,
      description: 'What is made, as printed.',
      args: languageArgs,
      resolve: (stage, { lang }) => inLanguage(lang, stage.name_zh, stage.name_en),
    }),
  }),
})

const Chain = builder.objectRef<ChainValue>('ValueChain').implement({
  description: 'A value chain of a cluster.',
  fields: (t) => ({
    name: t.string({
      nullable: true,
      description: 'Its name.',
      args: languageArgs,
      resolve: (chain, { lang }) => inLanguage(lang, chain.name_zh, chain.name_en),
    }),
    stages: t.field({ type: [Stage], description: 'Its stages in order.', resolve: ({ stages }) => stages }),
  }),
})

const Park = builder.objectRef<CitedTables['park']>('Park').implement({
  description: 'An industrial park of a cluster.',
  interfaces: [Stated],
  fields: (t) => ({
    name: t.string({
      nullable: true,
      description: 'Its name.',
      args: languageArgs,
      resolve: (park, { lang }) => inLanguage(lang, park.name_zh, park.name_en),
    }),
  }),
})

const Need = builder.objectRef<CitedTables['need']>('ClusterNeed').implement({
  description: 'A commodity that a cluster takes in, and the ports that import it.',
  interfaces: [Stated],
  fields: (t) => ({
    commodity: t.field({
      type: Commodity,
      description: 'The commodity.',
      resolve: ({ commodity_id }, _, { reference }) => reference.commodities.id(commodity_id),
    }),
    annualDemand: t.field({
      type: Observation,
      nullable: true,
      description:
        'The yearly demand: a figure about the cluster’s region, shared by all clusters there and never summed over them; null where no source gives one.',
      resolve: (need, _, { loaders }) => demandOf(need, loaders),
    }),
    suppliers: t.field({
      type: [Port],
      description: 'The ports that import it, by code.',
      resolve: ({ id }, _, { loaders }) => loaders.suppliersByNeed.load(id),
    }),
    inferred: t.string({
      nullable: true,
      description: 'Why the link is inferred, where no phrase states it; null where one does.',
      args: languageArgs,
      resolve: (need, { lang }) => inLanguage(lang, need.inferred_zh, need.inferred_en),
    }),
  }),
})

export const Cluster = builder.objectRef<SubjectRow>('Cluster')

builder.node(Cluster, {
  description: 'An industrial cluster (产业集群) with its value chains, parks and needs.',
  interfaces: [Subject],
  id: { resolve: ({ code }) => code },
  isTypeOf: isSubject('CLUSTER'),
  loadOne: (code, { loaders }) => subjectOf(loaders, code, 'CLUSTER'),
  fields: (t) => ({
    tier: t.field({
      type: ClusterTier,
      nullable: true,
      description:
        'Its tier, as the chosen source gives it; null where none does. All claims are in `statements`.',
      resolve: ({ id }, _, { loaders }) => attribute<typeof ClusterTier.$inferType>(loaders, id, 'tier'),
    }),
    region: t.field({
      type: Region,
      nullable: true,
      description: 'Where it lies; null where no source says.',
      resolve: ({ id }, _, { loaders }) => link(loaders, id, 'region'),
    }),
    chains: t.field({
      type: [Chain],
      description: 'Its value chains, in reading order; empty where no source gives any.',
      resolve: ({ id }, _, { loaders }) => chainsOf(id, loaders),
    }),
    parks: t.field({
      type: [Park],
      description: 'Its parks, in reading order.',
      resolve: ({ id }, _, { loaders }) => loaders.parksByCluster.load(id),
    }),
    needs: t.field({
      type: [Need],
      description: 'The commodities that it takes in, in reading order.',
      resolve: ({ id }, _, { loaders }) => loaders.needsByCluster.load(id),
    }),
    ports: t.field({
      type: [Port],
      description: 'The ports tied to it, by code: stated by a source, or importing what it needs.',
      resolve: ({ id }, _, { loaders }) => loaders.portsByCluster.load(id),
    }),
  }),
})

builder.objectField(Port, 'clusters', (t) =>
  t.field({
    type: [Cluster],
    description: 'The clusters tied to it, by code: stated by a source, or needing what it imports.',
    resolve: ({ id }, _, { loaders }) => loaders.clustersByPort.load(id),
  }),
)

const ClusterFilter = builder.inputType('ClusterFilter', {
  description: 'Which clusters. A missing filter is no limit, an empty list matches nothing.',
  fields: (t) => ({
    ...commonFilters(t),
    tiers: t.field({ type: [ClusterTier], description: 'Tiers.' }),
    regions: t.stringList({
      description: 'Codes of regions: it lies in one of them, or in a region within it.',
    }),
    needs: t.stringList({ description: 'Codes of commodities: it takes in at least one of them.' }),
  }),
})

const ClusterConnection = builder.connectionObject(
  { type: Cluster, name: 'ClusterConnection', description: 'A page of clusters.' },
  { name: 'ClusterEdge', description: 'A cluster with its cursor.' },
)

builder.queryFields((t) => ({
  cluster: t.field({
    type: Cluster,
    nullable: true,
    description: 'The cluster of a code; null where there is none.',
    args: { code: t.arg.string({ required: true, description: 'Its code.' }) },
    resolve: (_, { code }, { loaders }) => subjectOf(loaders, code, 'CLUSTER'),
  }),
  clusters: t.connection(
    {
      type: Cluster,
      description: 'Industrial clusters.',
      args: { ...orderArgs, filter: t.arg({ type: ClusterFilter, description: 'Which clusters.' }) },
      resolve: (_, args, context) =>
        subjectPage(
          context.loaders.clusters,
          args,
          { codes: ['CLUSTER'], regions: ['REGION'], needs: 'commodity' },
          context,
        ),
    },
    ClusterConnection,
  ),
}))
