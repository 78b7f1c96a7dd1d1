import { builder } from './builder.ts'

export const Language = builder.enumType('Language', {
  description: 'Language of a name or text.',
  values: {
    ZH: { description: 'Chinese, as the sources write it.' },
    EN: { description: 'English; null where no supported translation is known.' },
  } as const,
})

/** `name(lang: ZH | EN = ZH)`: the argument of every text that is there in two languages. */
export const languageArgs = builder.args((t) => ({
  lang: t.field({ type: Language, defaultValue: 'ZH', required: true, description: 'Language of the text.' }),
}))

export const OrderDirection = builder.enumType('OrderDirection', {
  description: 'Direction of an order. Nulls are last in both.',
  values: {
    ASC: { description: 'Smallest first.' },
    DESC: { description: 'Largest first.' },
  } as const,
})

/** A text in the language asked for. */
export const inLanguage = (lang: 'ZH' | 'EN', zh: string | null, en: string | null): string | null =>
  lang === 'ZH' ? zh : en
