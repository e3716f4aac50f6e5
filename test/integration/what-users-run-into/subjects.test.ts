import { expectCauses } from './scenario.ts';
import { SUBJECTS } from './subjects.ts';

expectCauses(SUBJECTS);
