/** WXT's own types name a folder without its file, which TypeScript's NodeNext resolution does not find: name the file. */
declare module 'wxt/browser' {
  import { Browser } from '@wxt-dev/browser/src/gen/index.js';

  export { Browser };
  export const browser: typeof Browser;
}
