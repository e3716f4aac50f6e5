import { COOKIES } from './cookies.ts';
import { expectCauses } from './scenario.ts';

expectCauses(COOKIES);
