// Before time is taken: do all contestants answer with the same bytes, and how many statements does it take?
import type { Asked } from '../questions/question.ts'
import { exchanged } from './client.ts'
import { asked, registering } from './request.ts'
import { started, type Contestant, type Running } from './contestant.ts'

/** How many forms of a question are compared and counted, spread over all of them. */
const COMPARED = 7

export function spread<One>(forms: readonly One[]): One[] {
  const step = Math.max(1, Math.floor(forms.length / COMPARED))
  return forms.filter((_, place) => place % step === 0).slice(0, COMPARED)
}

/** A header's value, null where there is none. */
export const header = (head: string, name: string): string | null =>
  new RegExp(`\\n${name}: *([^\\r\\n]*)`, 'i').exec(head)?.[1] ?? null

const contentType = (head: string): string | null => header(head, 'content-type')

/** Thrown where a contestant answers something else: then there is nothing to compare. */
export class Differs extends Error {
  override readonly name = 'Differs'
}

/** The hub also tells what an answer cost; that is its own, and comes after the answer itself. */
const answered = (body: Buffer): string =>
  body.toString().replace(/,"extensions":\{"cost":\{[^{}]*\}\}\}$/, '}')

/** Throws Differs unless every contestant answers some forms of a question as the first does, byte for byte. */
export async function assertSame(
  name: string,
  all: readonly Running[],
  forms: readonly Asked[],
): Promise<void> {
  for (const form of spread(forms)) {
    const answers = await Promise.all(
      all.map(({ port, contestant }) => exchanged(port, contestant.requestOf(form))),
    )
    const [first] = answers
    for (const [place, { status, head, body }] of answers.entries()) {
      const same =
        first &&
        status === 200 &&
        answered(body) === answered(first.body) &&
        contentType(head) === contentType(first.head)
      if (same && !body.includes('"errors":')) continue
      const [who, other] = [all[place]?.contestant.name, all[0]?.contestant.name]
      throw new Differs(
        `${name} ${JSON.stringify(form.variables).slice(0, 200)}: ${who} answers otherwise than ${other}\n` +
          `${who}: ${status} ${contentType(head)} ${body.toString().slice(0, 400)}\n` +
          `${other}: ${first?.status} ${contentType(first?.head ?? '')} ${first?.body.toString().slice(0, 400)}`,
      )
    }
  }
}

/** Statements for each request, from a server that counts them and has been asked the same before. */
export async function statementsEach(counted: Running, forms: readonly Asked[]): Promise<number> {
  const some = spread(forms).map(counted.contestant.requestOf)
  for (const request of some) await exchanged(counted.port, request)
  const before = await counted.statements()
  for (const request of some) await exchanged(counted.port, request)
  return ((await counted.statements()) - before) / some.length
}

/** Makes the text of a question known to a server that is then asked by its hash; answers whether it is. */
export async function registered({ port, contestant }: Running, [form]: readonly Asked[]): Promise<boolean> {
  if (!form) return false
  await exchanged(port, registering(form))
  const { status, body } = await exchanged(port, contestant.requestOf(form))
  return status === 200 && !body.includes('"errors":')
}

/** Does a contestant keep answers: is the database asked less for a question that was asked before than for a new one? */
export async function keepsAnswers(
  contestant: Contestant,
  file: string,
  [first, other]: readonly Asked[],
): Promise<boolean> {
  const counted = await started(contestant, file, { counted: true })
  const costOf = async (form: Asked | undefined): Promise<number> => {
    const before = await counted.statements()
    if (form) await exchanged(counted.port, asked(form))
    return (await counted.statements()) - before
  }
  try {
    await costOf(first)
    const again = await costOf(first)
    return again < (await costOf(other))
  } finally {
    await counted.close()
  }
}
