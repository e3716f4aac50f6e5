import { ENCRYPTION } from './encryption.ts';
import { expectCauses } from './scenario.ts';

expectCauses(ENCRYPTION);
