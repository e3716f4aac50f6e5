import { LOGOUTS } from './logouts.ts';
import { expectCauses } from './scenario.ts';

expectCauses(LOGOUTS);
