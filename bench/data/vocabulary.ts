// The synthetic vocabulary: the units and indicators that the figures need, and the register of entities.
import type { Cells, PackageText } from './package.ts'
import {
  benchmarkPortCode,
  clusterCode,
  COMMODITIES,
  commodityCode,
  INDICATORS,
  measureCode,
  PARTNERS,
  partnerCode,
  portCode,
  projectCode,
  regionCode,
  REGIONS,
  type Shape,
} from './shape.ts'

const unit = (code: string, dimension: string, factor: string, name_zh: string, spellings: string): Cells => ({
  code,
  dimension,
  factor,
  name_zh,
  name_en: code,
  spellings,
})

const UNITS: readonly Cells[] = [
  unit('t', 'mass', '1', '吨', '吨'),
  unit('10kt', 'mass', '10000', '万吨', '万吨'),
  unit('cny', 'money-cny', '1', '元', '元'),
  unit('10k-cny', 'money-cny', '10000', '万元', '万元'),
  unit('100m-cny', 'money-cny', '100000000', '亿元', '亿元'),
  unit('person-trip', 'person-trip', '1', '人次', '人次'),
  unit('10k-person-trip', 'person-trip', '10000', '万人次', '万人次'),
  unit('vehicle-trip', 'vehicle-trip', '1', '车次', '车次'),
  unit('10k-vehicle-trip', 'vehicle-trip', '10000', '万车次', '万车次'),
  unit('train', 'train', '1', '列', '列'),
  unit('flight', 'flight', '1', '架次', '架次'),
  unit('count', 'count', '1', '个', '个 家'),
]

const indicators = (): Cells[] =>
  INDICATORS.map(({ code, nameZh, nameEn, unit: base, nature }) => ({
    code,
    name_zh: nameZh,
    name_en: nameEn,
    definition_zh: `在所述时间内经口岸的${nameZh}。`,
    definition_en: `${nameEn} of the port in the period.`,
    unit: base,
    nature,
    good: 'MORE',
  }))

const times = (count: number, row: (place: number) => Cells): Cells[] =>
  Array.from({ length: count }, (_, place) => row(place))

const named = (code: string, zh: string, en: string): Cells => ({ code, name_zh: zh, name_en: en })

/** Two characters that tell entities apart as place names do: searches have something to find. */
const FIRST = '满二甘策巴珠阿额黑室乌锡呼鄂海通赤兴'
const SECOND = '洲连其克彦嘎尔布山韦力林和斯拉辽峰安'

export function placeName(place: number): string {
  return `${FIRST[place % FIRST.length] ?? ''}${SECOND[Math.floor(place / FIRST.length) % SECOND.length] ?? ''}`
}

const regions = (): Cells[] => [
  { ...named('cn', '中国', 'China'), kind: 'COUNTRY' },
  ...times(PARTNERS, (place) => ({
    ...named(partnerCode(place), `伙伴国${place + 1}`, `Partner country ${place + 1}`),
    kind: 'COUNTRY',
  })),
  ...times(REGIONS, (place) => ({
    ...named(regionCode(place), `${placeName(place * 7)}盟`, `League ${place}`),
    kind: 'PREFECTURE',
    parent: 'cn',
  })),
]

/** The vocabulary package of a shape. */
export function vocabularyPackage(shape: Shape): PackageText {
  return {
    code: 'vocabulary',
    role: 'vocabulary',
    title: '词汇（合成数据）',
    kouan: {},
    tables: {
      unit: UNITS,
      indicator: indicators(),
      commodity: times(COMMODITIES, (place) =>
        named(commodityCode(place), `${'煤铁铜木肉粮毛油'[place]}类商品`, `Commodity ${place + 1}`),
      ),
      region: regions(),
      port: times(shape.ports, (place) =>
        named(portCode(place), `${placeName(place)}${place}号口岸`, `Port ${place}`),
      ),
      checkpoint: [],
      platform: [],
      corridor: [],
      project: times(shape.projects, (place) =>
        named(projectCode(place), `${placeName(place)}口岸第${place}期物流园区建设项目`, `Project ${place}`),
      ),
      cluster: times(shape.clusters, (place) =>
        named(clusterCode(place), `${placeName(place)}产业集群`, `Cluster ${place}`),
      ),
      'benchmark-port': times(shape.benchmarkPorts, (place) =>
        named(benchmarkPortCode(place), `${placeName(place)}标杆口岸`, `Benchmark port ${place}`),
      ),
      measure: times(shape.measures, (place) =>
        named(measureCode(place), `${placeName(place)}口岸第${place}项改革创新举措`, `Measure ${place}`),
      ),
      alias: [],
    },
  }
}
