import { expect, test } from 'vitest'
import { packageFolders, SEEDS } from '../../seeds/folders.ts'
import { doubtfulIn, doubtfulReadings } from '../../seeds/notes.ts'
import { temporaryFolder } from './fixture.ts'

test.each([
  [
    'list items at the left edge',
    '## Doubtful readings\n\n- One\n  - within one\n* Two\nText - no item\n',
    2,
  ],
  [
    'those below headings of the section',
    '## Doubtful readings and choices\n### Chapter 1\n- One\n### Chapter 2\n- Two\n',
    2,
  ],
  ['none of another section', '# Notes\n- No\n## Doubtful readings\n- One\n## Left out\n- No\n', 1],
  [
    'those of several sections',
    '## Doubtful readings\n- One\n## Counts\n- No\n## Doubtful readings in tables\n- Two\n',
    2,
  ],
  ['none in a section that lists none', '## Doubtful readings\n\nThere are none.\n', 0],
])('%s are counted', (_, notes, count) => {
  expect(doubtfulIn(notes)).toBe(count)
})

test('notes without such a section, and a package without notes, say nothing of doubt', () => {
  expect(doubtfulIn('# Notes\n- This list is about something else\n')).toBeNull()
  expect(doubtfulReadings(temporaryFolder())).toBeNull()
})

test.each(packageFolders(SEEDS))('%s tells its doubtful readings', (dir) => {
  expect(doubtfulReadings(dir)).toBeGreaterThan(0)
})
