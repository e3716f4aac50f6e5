import { afterAll, vi } from 'vitest';
import { useCryptoEngine } from '#shared/crypto/use-engine.ts';
import { webCryptoEngine } from '#shared/crypto/web-crypto-engine.ts';

/** Files share a process, one after the other: what one has put in place of something is gone for the next. */
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  useCryptoEngine(webCryptoEngine);
});
