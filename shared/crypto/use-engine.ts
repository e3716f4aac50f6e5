import type { CryptoEngine } from './engine.ts';
import { webCryptoEngine } from './web-crypto-engine.ts';

let current: CryptoEngine = webCryptoEngine;

/** Has another engine do the work from now on, in this whole process. */
export function useCryptoEngine(engine: CryptoEngine): void {
  current = engine;
}

/** The engine at work: Web Crypto unless another was chosen. */
export function cryptoEngine(): CryptoEngine {
  return current;
}
