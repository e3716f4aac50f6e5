import { ADDRESSING } from './addressing.ts';
import { expectCauses } from './scenario.ts';

expectCauses(ADDRESSING);
