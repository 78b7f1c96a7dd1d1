// Corrections of our reading: `Observation.revisions` and `changes`.
import type { ToldChangeRow } from '../db/queries/change.ts'
import type { ChangeAction as ChangeActionCode } from '../db/lists.ts'
import { changes, revisionsOf, told, type ClaimChange, type ClaimState } from '../resolvers/revision.ts'
import { exactIn, numberIn } from '../resolvers/value.ts'
import { builder } from './builder.ts'
import { Citation } from './citation.ts'
import { Indicator } from './indicator.ts'
import {
  Direction,
  Observation,
  ObservationKind,
  ObservationStatus,
  PublishedGrowth,
  Qualifier,
  Reported,
  unitArgs,
} from './observation.ts'
import { Period, periodOf } from './period.ts'
import { Source } from './source.ts'
import { Subject } from './subject.ts'

const ChangeAction = builder.enumType('ChangeAction', {
  description: 'What a load did with a claim.',
  values: {
    ADDED: { value: 'ADDED', description: 'It is new.' },
    REVISED: { value: 'CHANGED', description: 'It was there and is now read otherwise.' },
    WITHDRAWN: { value: 'REMOVED', description: 'It is there no more.' },
  } as const satisfies Record<string, { value: ChangeActionCode; description: string }>,
})

const State = builder.objectRef<ClaimState>('ClaimState').implement({
  description: 'A claim as it stood before or after a change.',
  fields: (t) => ({
    subject: t.field({
      type: Subject,
      nullable: true,
      description: 'What it was about; null where the vocabulary holds it no more.',
      resolve: ({ subject_id }, _, { loaders }) => loaders.subjectById.load(subject_id),
    }),
    indicator: t.field({
      type: Indicator,
      description: 'What was measured.',
      resolve: ({ indicator_id }, _, { reference }) => reference.indicators.id(indicator_id),
    }),
    kind: t.expose('kind', { type: ObservationKind, description: 'What kind of statement it was.' }),
    period: t.field({
      type: Period,
      nullable: true,
      description: 'The time it was about; null where no time was read.',
      resolve: periodOf,
    }),
    direction: t.expose('direction', { type: Direction, description: 'Direction.' }),
    part: t.exposeString('part', { nullable: true, description: 'The part counted; null is the whole.' }),
    value: t.float({
      nullable: true,
      description: 'The figure as a number; null where there was none.',
      args: unitArgs,
      resolve: (state, { unit }, { reference }) =>
        numberIn(reference, state.indicator_id, state.value, unit ?? null),
    }),
    valueMax: t.float({
      nullable: true,
      description: 'The upper end of a range; null otherwise.',
      args: unitArgs,
      resolve: (state, { unit }, { reference }) =>
        numberIn(reference, state.indicator_id, state.value_max, unit ?? null),
    }),
    exact: t.string({
      nullable: true,
      description: 'The figure as exact decimal text; null where there was none.',
      args: unitArgs,
      resolve: (state, { unit }, { reference }) =>
        exactIn(reference, state.indicator_id, state.value, unit ?? null),
    }),
    reported: t.field({
      type: Reported,
      description: 'The figure as it was read from print.',
      resolve: (state) => state,
    }),
    qualifier: t.expose('qualifier', { type: Qualifier, description: 'How exactly it was stated.' }),
    status: t.expose('status', { type: ObservationStatus, description: 'Whether there was a figure.' }),
    growth: t.field({
      type: PublishedGrowth,
      nullable: true,
      description: 'The growth printed with it; null where none was read.',
      resolve: (state) => (state.growth === null ? null : state),
    }),
    citation: t.field({ type: Citation, description: 'Where it is printed.', resolve: (state) => state }),
  }),
})

const Change = builder.objectRef<ClaimChange | ToldChangeRow>('ClaimChange')

/** Changes of lists are completed when their states are asked for. */
const complete = (change: ClaimChange | ToldChangeRow, context: Parameters<typeof told>[1]) =>
  'stateBefore' in change ? change : told(change, context)

Change.implement({
  description: 'What one load of a package changed in one claim: a correction of our reading, or new data.',
  fields: (t) => ({
    version: t.exposeInt('version_id', { description: 'The version of the dataset that the load made.' }),
    loadedAt: t.exposeString('loaded_at', { description: 'When it was loaded, ISO 8601 in UTC.' }),
    revision: t.exposeInt('revision', { description: 'The revision of the package that was loaded.' }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Whose package it is; null where there is no such source any more.',
      resolve: (change, _, { reference }) => reference.sources.code(change.package) ?? null,
    }),
    key: t.exposeString('key', { description: 'The claim’s key within its package.' }),
    action: t.expose('action', { type: ChangeAction, description: 'What was done.' }),
    before: t.field({
      type: State,
      nullable: true,
      description: 'The claim before the load; null for one that is new.',
      resolve: async (change, _, context) => (await complete(change, context)).stateBefore,
    }),
    after: t.field({
      type: State,
      nullable: true,
      description: 'The claim after the load; null for one that is withdrawn.',
      resolve: async (change, _, context) => (await complete(change, context)).stateAfter,
    }),
    observation: t.field({
      type: Observation,
      nullable: true,
      description: 'The claim as it stands now; null where it is withdrawn.',
      resolve: (change, _, { loaders }) => loaders.observationsByKey.load(`${change.package}/${change.key}`),
    }),
  }),
})

builder.objectField(Observation, 'revisions', (t) =>
  t.field({
    type: [Change],
    description:
      'What newer revisions of its package changed in it, first to last: earlier values with the version and time of their replacement. Empty for what was never changed.',
    resolve: (row, _, context) => revisionsOf(row, context),
  }),
)

const ChangeFilter = builder.inputType('ChangeFilter', {
  description: 'Which changes. A missing filter is no limit, an empty list matches nothing.',
  fields: (t) => ({
    sources: t.stringList({ description: 'Codes of sources.' }),
    actions: t.field({ type: [ChangeAction], description: 'What was done.' }),
  }),
})

const ChangeConnection = builder.connectionObject(
  { type: Change, name: 'ClaimChangeConnection', description: 'A page of changes.' },
  { name: 'ClaimChangeEdge', description: 'A change with its cursor.' },
)

builder.queryField('changes', (t) =>
  t.connection(
    {
      type: Change,
      description:
        'Claims that loads added, revised or withdrew, in the order of the loads. The first load of a package adds all of its claims.',
      args: {
        since: t.arg({
          type: 'ID',
          description:
            'A version of the dataset, as `dataset { version }` tells it: what later ones changed. Or a day or time (ISO 8601): what was loaded from then on. Everything unless asked.',
        }),
        filter: t.arg({ type: ChangeFilter, description: 'Which changes.' }),
      },
      resolve: (_, args, context) => changes(args, context),
    },
    ChangeConnection,
  ),
)
