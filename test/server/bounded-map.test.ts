import { type DocumentNode, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import type { BoundedMap } from '../../server/bounded-map.ts'
import { documentCache } from '../../server/document.ts'

/** A document of so many fields: two tokens more with the braces, two with start and end. */
const documentOf = (fields: number, name = 'a') => `{${` ${name}`.repeat(fields)}}`

function kept(cache: BoundedMap<DocumentNode>, text: string): void {
  cache.set(text, parse(text))
}

describe('the cache of documents', () => {
  it('gives back the document of a text', () => {
    const cache = documentCache()
    const document = parse('{ a }')
    cache.set('{ a }', document)
    expect(cache.get('{ a }')).toBe(document)
    expect(cache.get('{ b }')).toBeUndefined()
  })

  it('throws out what was used longest ago when the tokens of all are too many', () => {
    const cache = documentCache(60)
    kept(cache, documentOf(10, 'a'))
    kept(cache, documentOf(10, 'b'))
    expect(cache.get(documentOf(10, 'a'))).toBeDefined()
    kept(cache, documentOf(30, 'c'))
    expect(cache.get(documentOf(10, 'b'))).toBeUndefined()
    expect(cache.get(documentOf(10, 'a'))).toBeDefined()
    expect(cache.get(documentOf(30, 'c'))).toBeDefined()
  })

  it('counts comments and white space too, so that a long text with few tokens is no way round', () => {
    const cache = documentCache(60)
    const text = `{ a }${' '.repeat(60_000)}`
    kept(cache, text)
    expect(cache.get(text)).toBeUndefined()
  })
})
