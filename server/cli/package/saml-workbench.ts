#!/usr/bin/env node
import './older-node.ts';
import { start } from '../start.ts';

// The command as it is installed from its package.
await start('saml-workbench');
