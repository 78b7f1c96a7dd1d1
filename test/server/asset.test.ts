import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Asset, preferredEncoding } from '../../server/assets.ts'

describe('an asset', () => {
  const content = 'const answer = 42 // 口岸\n'.repeat(100)
  const asset = new Asset('answer.js', 'text/javascript', content)

  it('is named by what it holds, so that a browser may keep it for good', async () => {
    expect(asset.name).toMatch(/^[0-9a-f]{12}-answer\.js$/)
    expect(new Asset('answer.js', 'text/javascript', `${content} `).name).not.toBe(asset.name)
    expect((await asset.answer(undefined)).headers['cache-control']).toContain('immutable')
  })

  it('comes compressed as the client can read it, or plain', async () => {
    const read = { br: brotliDecompressSync, gzip: gunzipSync }
    for (const encoding of ['br', 'gzip'] as const) {
      const { headers, body } = await asset.answer(encoding)
      expect(headers).toMatchObject({ 'content-encoding': encoding, vary: 'Accept-Encoding' })
      expect(read[encoding](body).toString()).toBe(content)
    }
    const plain = await asset.answer('identity')
    expect(plain.headers).not.toHaveProperty('content-encoding')
    expect(plain.body.toString()).toBe(content)
  })

  it('is compressed once', async () => {
    expect((await asset.answer('br')).body).toBe((await asset.answer('gzip, br')).body)
  })
})

describe('the preferred encoding', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['deflate', null],
    ['gzip, deflate, br, zstd', 'br'],
    ['GZIP;q=0.5', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br; q=0.000 , gzip;q=0', null],
  ])('of %j is %j', (accepted, expected) => {
    expect(preferredEncoding(accepted)).toBe(expected)
  })
})
