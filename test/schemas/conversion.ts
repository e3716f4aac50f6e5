import type { ConversionConfig } from '@valibot/to-json-schema';

/** What JSON Schema has no words for: white space around a text is cut off, and what a function alone can tell. */
const UNTOLD = ['trim', 'check'];

/** How the schemas of what reads or writes data become JSON schemas. */
export const CONVERSION: ConversionConfig = {
  typeMode: 'input',
  ignoreActions: UNTOLD,
  // What it takes, its metadata says.
  overrideSchema: ({ valibotSchema }) => (valibotSchema.type === 'custom' ? {} : undefined),
};
