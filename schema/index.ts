// The schema: every noun defines itself and its root fields; this file only brings them together.
import { withListsCounted } from './answer-size.ts'
import { withAsOf } from './as-of.ts'
import { builder } from './builder.ts'
import './scalars.ts'
import './dataset.ts'
import './change.ts'
import './region.ts'
import './port.ts'
import './checkpoint.ts'
import './platform.ts'
import './corridor.ts'
import './project.ts'
import './project-list.ts'
import './project-summary.ts'
import './cluster.ts'
import './benchmark-port.ts'
import './measure.ts'
import './programme.ts'
import './profile.ts'
import './milestone.ts'
import './zone.ts'
import './site.ts'
import './problem.ts'
import './indicator.ts'
import './commodity.ts'
import './source.ts'
import './source-content.ts'
import './neighbourhood.ts'
import './observation-list.ts'
import './observation-row.ts'
import './aggregate.ts'
import './coverage.ts'
import './series.ts'
import './scorecard.ts'
import './discrepancy.ts'
import './search.ts'
import './limit.ts'
import './query-cost.ts'

builder.queryType({
  description:
    'Ports, their statistics, targets, projects, clusters and peers, from published sources: every figure with where it is printed. ' +
    'Lists are pages with `nodes` and `totalCount`; single things are found by `code` and are null where there is none.',
})

export const schema = withListsCounted(withAsOf(builder.toSchema()))
