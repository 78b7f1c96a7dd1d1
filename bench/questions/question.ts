// The questions that are asked, and with which variables: many different ones in turn, the same for every
// contestant, so that nobody answers from the memory of the question before.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { INDICATORS, portCode, scattered, UNCONTESTED } from '../data/shape.ts'

export const QUESTIONS = ['Q1', 'Q2', 'Q3', 'Q4'] as const
export type QuestionName = (typeof QUESTIONS)[number]

export type Variables = Readonly<Record<string, unknown>>

/** A question with one set of variables. */
export interface Asked {
  readonly query: string
  readonly variables: Variables
}

const PORTS_OF_Q2 = 50
/** How many different sets of variables there are: enough to vary, few enough that a response cache holds them. */
const [VARIED, VARIED_WIDELY, PAGES] = [400, 40, 20]

export const textOf = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`${name.toLowerCase()}.graphql`, import.meta.url)), 'utf8')

const indicator = (place: number): string => INDICATORS[place % INDICATORS.length]?.code ?? ''

function variablesOfQ2(ports: number, place: number): Variables {
  const first = Math.floor(scattered(place, 2) * ports)
  const step = ports > 2 * PORTS_OF_Q2 ? 3 : 1
  return {
    ports: Array.from({ length: PORTS_OF_Q2 }, (_, index) => portCode((first + index * step) % ports)),
    a: indicator(place),
    b: indicator(place + 3),
    c: indicator(place + 7),
  }
}

/** Asks for a page and answers the cursor of its end. */
type NextCursor = (after: string | null) => Promise<string | null>

async function cursors(nextCursor: NextCursor): Promise<Variables[]> {
  const pages: Variables[] = []
  for (let after: string | null = null; pages.length < PAGES; after = await nextCursor(after)) {
    pages.push({ after })
    if (after === null && pages.length > 1) break
  }
  return pages
}

/** Every form of a question over a dataset with so many ports; the cursors of Q3 are asked for. */
export async function formsOf(name: QuestionName, ports: number, nextCursor: NextCursor): Promise<Asked[]> {
  const query = textOf(name)
  const forms: Record<QuestionName, () => Variables[] | Promise<Variables[]>> = {
    Q1: () =>
      Array.from({ length: VARIED }, (_, place) => ({
        port: portCode(Math.floor(scattered(place, 1) * ports)),
        indicator: indicator(place),
      })),
    Q2: () => Array.from({ length: VARIED_WIDELY }, (_, place) => variablesOfQ2(ports, place)),
    Q3: () => cursors(nextCursor),
    Q4: () => Array.from({ length: UNCONTESTED }, (_, place) => ({ indicator: indicator(place) })),
  }
  return (await forms[name]()).map((variables) => ({ query, variables }))
}
