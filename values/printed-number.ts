// Reading a number as a source prints it: full-width digits, stray spaces, 亿 inside 万, small
// Chinese numerals, "下降" for a minus, "3—5" for a range. The strict number that comes out is what
// a package's `value` must say, digit for digit: 8.40 stays 8.40, because the last printed digit is the
// precision that claims are compared by.
import { decimal, decimalText } from './decimal.ts'
import { ValueError } from './value-error.ts'

export interface PrintedNumber {
  /** The strict number in the printed unit, with the decimal places that are printed; the lower end of a range. */
  readonly value: string
  /** The upper end of a printed range, else null. */
  readonly valueMax: string | null
}

/**
 * Reads `printed`, which stands before the unit `unit` (万元 makes "1亿1293" 11293).
 * Throws ValueError where it is no number.
 */
export function printedNumber(printed: string, unit = ''): PrintedNumber {
  const text = halfWidth(printed).replace(/\s+/g, '')
  const [, negative, body = ''] = /^(下降|减少|-|−)?(.*?)[%倍]?$/.exec(text) ?? []
  const sign = negative === undefined ? '' : '-'
  const [low = '', high, ...rest] = body.split(/[—–~～至到-]+/)
  if (rest.length > 0) throw unreadable(printed)
  return {
    value: signed(sign, plain(low, unit, printed)),
    valueMax: high === undefined ? null : signed(sign, plain(high, unit, printed)),
  }
}

/** The digits with their sign; nothing is negative about a zero, and no number begins with needless ones. */
function signed(sign: string, text: string): string {
  const digits = text.replace(/^0+(?=\d)/, '')
  return /[1-9]/.test(digits) ? sign + digits : digits
}

const unreadable = (printed: string): ValueError =>
  new ValueError(printed, 'a printed number: 310.13, 10．9%, 1亿1293, 两, 1/2 or a range 3—5')

function halfWidth(text: string): string {
  return text
    .replace(/[０-９．％－]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/，/g, ',')
}

/** One number without sign: digits, a half, digits around 亿, or a Chinese numeral. */
function plain(text: string, unit: string, printed: string): string {
  if (/^\d+(\.\d+)?$/.test(text)) return text
  if (/^1\/[2458]$/.test(text)) return decimalText(decimal('1').div(text.slice(2)))
  const [, hundredMillions, remainder = '0'] = /^(\d+)亿(\d*)$/.exec(text) ?? []
  if (hundredMillions !== undefined) {
    const perHundredMillion = unit.startsWith('万') ? '10000' : '100000000'
    return decimalText(
      decimal(hundredMillions)
        .times(perHundredMillion)
        .plus(remainder === '' ? '0' : remainder),
    )
  }
  const numeral = chineseNumeral(text)
  if (numeral === null) throw unreadable(printed)
  return String(numeral)
}

const DIGITS = '零一二三四五六七八九'

/** 两 → 2, 十二 → 12, 二十 → 20; null for what is no numeral below one hundred. */
function chineseNumeral(text: string): number | null {
  if (text === '两') return 2
  const [, tens, ten, ones = ''] = /^([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/.exec(text) ?? []
  if (tens === undefined || text === '') return null
  if (ten === '') return text.length === 1 ? DIGITS.indexOf(text) : null
  return 10 * (tens === '' ? 1 : DIGITS.indexOf(tens)) + (ones === '' ? 0 : DIGITS.indexOf(ones))
}
