import { ATTRIBUTES } from './attributes.ts';
import { expectCauses } from './scenario.ts';

expectCauses(ATTRIBUTES);
