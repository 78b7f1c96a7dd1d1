// The limit's server: node:http, the body read whole, the answer by the operation's name, JSON.stringify.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answersFrom } from './answers.ts'
import type { Answer } from './rows.ts'
import { tunedAnswersFrom } from './tuned.ts'

const [file = '', manner] = process.argv.slice(2)
const answers = manner === 'tuned' ? tunedAnswersFrom(file) : answersFrom(file)

/** Texts that were asked, with their answer: as in the hub, a text is read once. */
const known = new Map<string, Answer>()

function answerTo(query: string): Answer {
  const found = known.get(query) ?? answers[/^query (\w+)/m.exec(query)?.[1] ?? '']
  if (!found) throw new Error(`no answer to ${query}`)
  known.set(query, found)
  return found
}

const server = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    const body = parts.length === 1 ? parts[0] : Buffer.concat(parts)
    const { query, variables } = JSON.parse(body?.toString() ?? '') as { query: string; variables: never }
    const text = JSON.stringify({ data: answerTo(query)(variables) })
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    })
    response.end(text)
  })
})

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.stdout.write(`R serves http://127.0.0.1:${port}/graphql\n`)
})
process.on('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
})
