/** What stands in the book, and a text in which a product really says it; names in it are invented. */
export type SaidTexts = readonly (readonly [says: string, text: string])[];
