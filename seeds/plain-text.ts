// What a text of a package may be, in a cell or in the descriptor: characters that can be printed, no more of
// them than a spreadsheet's cell holds, and nothing that a spreadsheet would run.

/** Most spreadsheets hold no more in a cell. */
export const LONGEST = 32_767

/**
 * Control characters, separators of lines and paragraphs, halves of characters and what stands for none. Lines may end
 * inside a quoted cell; a carriage return alone ends nothing.
 */
const UNPRINTED = /(?![\n\r])[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\ufdd0-\ufdef\ufeff\ufffd-\uffff]|\r(?!\n)/u

/** Has a text no control characters, no byte-order mark, and nothing that was lost in another encoding? */
export const isPrinted = (text: string): boolean => !UNPRINTED.test(text)

const FORMULA = /^[=@+-]/
/** A "-" that stands for nothing, and numbers as sources print them. */
const SIGNED_NUMBER = /^[+-][\d０-９.．,，]*[%％]?$/

/** Would a spreadsheet run it? */
export const isFormula = (text: string): boolean => FORMULA.test(text) && !SIGNED_NUMBER.test(text)

/** What was expected of a text, whatever it says; null where nothing is wrong with it. */
export function expectedText(text: string): string | null {
  if (text.length > LONGEST) return `at most ${LONGEST} characters, as many as a cell of a spreadsheet holds`
  if (!isPrinted(text))
    return 'text without control characters, byte-order marks and characters that were lost in another encoding'
  if (isFormula(text))
    return 'no formula: a text does not begin with = or @, nor with + or - unless it is a number'
  return null
}
