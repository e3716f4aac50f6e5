import { FLOWS } from './flows.ts';
import { expectCauses } from './scenario.ts';

expectCauses(FLOWS);
