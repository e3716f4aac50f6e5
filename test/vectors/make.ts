import { makeVectors } from './make-vectors.ts';
import { FOLDER } from './vector.ts';

// `npm run vectors`: makes test/vectors/files anew.
await makeVectors(FOLDER);
