#!/usr/bin/env node
import { nodeEngine } from '#server/crypto/node-engine.ts';
import { useCryptoEngine } from '#shared/crypto/use-engine.ts';
import type { CliIo } from './cli-io.ts';
import { progressOn } from './progress.ts';
import { collect } from './read-file.ts';
import { run } from './run.ts';

/** Whoever reads our output may stop reading (`| head`): that ends the command without a word. */
function endQuietly(error: Error & { code?: string }): void {
  if (error.code === 'EPIPE') process.exit();
  throw error;
}

process.stdout.on('error', endQuietly);
process.stderr.on('error', endQuietly);

useCryptoEngine(nodeEngine);

const io: CliIo = {
  out: (text) => void process.stdout.write(text),
  err: (line) => void process.stderr.write(`${line}\n`),
  progress: progressOn(process.stderr),
  stdin: (limit) => collect(process.stdin, limit),
  colour: process.stdout.isTTY === true && !process.env['NO_COLOR'],
  now: Date.now,
};

process.exitCode = await run(process.argv.slice(2), io);
