/** What a reader tells the process that started it. */
export type ReaderTold =
  | { readonly type: 'kouan:listening' }
  /** A statement is begun; it has ended. */
  | { readonly type: 'kouan:statement'; readonly isBegun: boolean }
  /** Nothing is read any more: the last question has come to its end, also where nobody wanted all of it. */
  | { readonly type: 'kouan:free' }

/** The variable by which a process learns that it is a reader: where it is to listen. */
export const READER_VARIABLE = 'KOUAN_READER'

/** Where this process is to listen as a reader; null where it is none. */
export function readerPath(): string | null {
  const path = process.env[READER_VARIABLE]
  return path !== undefined && process.send ? path : null
}
