import type { Answer, Asked } from '../exchange.ts'
import { MEDIA_TYPES, searchOf } from './asked.ts'
import type { Table } from './table.ts'

/** The HTTP answer of a table. `broken` is told of a fault after the first rows, `finished` when all is over. */
export function tableAnswer(
  { asked: { format }, name, next, pieces }: Table,
  asked: Asked,
  {
    broken,
    finished,
  }: {
    broken(error: unknown): void
    finished(): Promise<void>
  },
): Answer {
  return {
    status: 200,
    headers: {
      'content-type': MEDIA_TYPES[format],
      'content-disposition': `attachment; filename="${name}.${format}"`,
      ...(next === null
        ? {}
        : { link: `<${addressAfter(asked.url, next)}>; rel="next"`, 'x-next-cursor': next }),
    },
    body: { [Symbol.asyncIterator]: () => watched(pieces, broken, finished) },
  }
}

/** The same question, going on after a cursor. */
function addressAfter(url: string, cursor: string): string {
  const search = searchOf(url)
  search.set('after', cursor)
  return `${url.split('?', 1)[0] ?? ''}?${search}`
}

function watched(
  pieces: Table['pieces'],
  broken: (error: unknown) => void,
  finished: () => Promise<void>,
): AsyncIterator<string, unknown, undefined> {
  return {
    next: async () => {
      try {
        const step = await pieces.next()
        if (step.done) await finished()
        return step
      } catch (error) {
        broken(error)
        await finished()
        throw error
      }
    },
    return: async () => {
      await pieces.return?.()
      await finished()
      return { done: true, value: undefined }
    },
  }
}
