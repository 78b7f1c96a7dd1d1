import { expect, inject, test } from 'vitest'
import { ask } from '../server/hub.ts'
import { kouan } from './program.ts'

/** Projects of a cluster wait for the database; those of none fail at once: the sum is of money and has no tonnes. */
const QUERY =
  '{ projectSummary(groupBy: [CLUSTER]) { cluster { projects { totalCount } } investment { value(unit: "t") } } }'

test.each(['1', '2'])(
  'a list whose items fail one after the other and all at once ends no process, of %s',
  async (workers) => {
    const serving = ['serve', '--db', inject('database'), '--port', '0', '--workers', workers]
    const { child, ended, matched } = kouan(serving, {}, /Kouan serves (\S+\/graphql)/)
    const [, graph = ''] = await matched
    for (let times = 0; times < 4; times += 1) {
      const { status, errors } = await ask(graph, { query: QUERY })
      expect([status, errors?.[0]?.extensions['code']]).toEqual([200, 'BAD_USER_INPUT'])
    }
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 0, err: '' })
  },
)
