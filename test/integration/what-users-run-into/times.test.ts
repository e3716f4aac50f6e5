import { expectCauses } from './scenario.ts';
import { TIMES } from './times.ts';

expectCauses(TIMES);
