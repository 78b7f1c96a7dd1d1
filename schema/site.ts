import type { CitedTables } from '../db/queries/cited.ts'
import type { SITE_STATUSES } from '../db/lists.ts'
import { referred } from '../resolvers/referred.ts'
import { builder } from './builder.ts'
import { Stated } from './citation.ts'
import { Commodity } from './commodity.ts'
import { inLanguage, languageArgs } from './language.ts'
import { Subject } from './subject.ts'

const SiteStatus = builder.enumType('SupervisionSiteStatus', {
  description: 'Status of a supervision site.',
  values: {
    PROPOSED: { description: 'To be applied for.' },
    APPROVED: { description: 'Approved (获批).' },
    ACCEPTED: { description: 'Passed acceptance (通过验收).' },
  } satisfies Record<(typeof SITE_STATUSES)[number], { description: string }>,
})

export const SupervisionSite = builder.objectRef<CitedTables['site']>('SupervisionSite').implement({
  description: 'A site designated for the supervision of imports of some goods (指定监管场地).',
  interfaces: [Stated],
  fields: (t) => ({
    subject: t.field({
      type: Subject,
      description: 'Where it is.',
      resolve: ({ subject_id }, _, { loaders }) => referred(loaders.subjectById, subject_id),
    }),
    goods: t.string({
      nullable: true,
      description: 'The goods.',
      args: languageArgs,
      resolve: (site, { lang }) => inLanguage(lang, site.goods_zh, site.goods_en),
    }),
    commodity: t.field({
      type: Commodity,
      nullable: true,
      description: 'The goods as a commodity of the graph; null where it has none.',
      resolve: ({ commodity_id }, _, { reference }) =>
        commodity_id === null ? null : reference.commodities.id(commodity_id),
    }),
    status: t.expose('status', { type: SiteStatus, description: 'Its status.' }),
    date: t.exposeString('date', {
      nullable: true,
      description: 'When it got this status: a year, a month or a day; null where the source does not say.',
    }),
  }),
})

builder.interfaceField(Subject, 'supervisionSites', (t) =>
  t.field({
    type: [SupervisionSite],
    description:
      'Its designated supervision sites, by date of publication; a port’s with those of its checkpoints.',
    resolve: ({ id }, _, { loaders }) => loaders.sitesBySubject.load(id),
  }),
)
