import { start } from './start.ts';

// The command in a clone. `npm run` says which script it runs.
await start(process.env['npm_lifecycle_event'] === 'cli' ? 'npm run -s cli --' : 'node server/cli/main.ts');
