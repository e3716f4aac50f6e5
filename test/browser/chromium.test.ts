import { describe } from 'vitest';
import { openChromiumPanel } from './harness/chromium.ts';
import { testFlows } from './harness/flow-suite.ts';

describe('Chromium', () => testFlows(openChromiumPanel));
