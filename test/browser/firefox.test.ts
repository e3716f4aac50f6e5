import { describe } from 'vitest';
import { openFirefoxPanel } from './harness/firefox.ts';
import { testFlows } from './harness/flow-suite.ts';

describe('Firefox', () => testFlows(openFirefoxPanel));
