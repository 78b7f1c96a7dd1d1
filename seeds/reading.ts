// How Chinese names are read aloud: pinyin without tones. A name that the dictionary misreads is put right
// here; an English name or an alias in pinyin finds it as well.
import { folded } from '../values/folded-text.ts'

/** Characters that are read otherwise in names of places and things than in running text. */
const IN_NAMES = { 都: 'dū', 京藏: 'jīng zàng', 青藏: 'qīng zàng', 畹町: 'wǎn dīng' }

/** Characters that belong together: a name is cut where it has punctuation, not where its line was broken. */
const RUN = /[\p{L}\p{N}]+/gu
const HAN = /\p{Script=Han}/u

export interface Reading {
  /** Syllables; what is not Chinese stands among them as it is. A space between them. */
  readonly pinyin: string
  readonly initials: string
}

export type Reader = (text: string) => Reading | null

/** The dictionary is large and only a load that has something new to write needs it. */
export async function reader(): Promise<Reader> {
  const { customPinyin, pinyin } = await import('pinyin-pro')
  customPinyin(IN_NAMES)
  return (text) => {
    if (!HAN.test(text)) return null
    const runs = text.normalize('NFKC').replaceAll(/\s+/g, '').match(RUN) ?? []
    const words = runs.flatMap((run) => {
      const origins = pinyin(run, { type: 'all', toneType: 'none', nonZh: 'consecutive', v: true })
      return origins.map(({ origin, pinyin: syllable, isZh }) => ({
        word: isZh ? syllable : folded(origin),
        chinese: isZh,
      }))
    })
    return {
      pinyin: words.map(({ word }) => word).join(' '),
      initials: words.map(({ word, chinese }) => (chinese ? word.slice(0, 1) : word)).join(''),
    }
  }
}
