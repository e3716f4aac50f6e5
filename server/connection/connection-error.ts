import { errorsOf } from '#shared/base/errors.ts';

/** A change of a connection that is not made. */
export class ConnectionError extends errorsOf({
  'connection-unknown': 'There is no connection with the prefix {prefix}.',
  'connection-exists':
    'There is a connection with the prefix {prefix} already. Give the new one another prefix, or change the one that is there.',
  'connection-stale':
    'Somebody else has changed the connection {prefix} since you looked: {by} made it "{changes}". Look at it as it is now, and decide again.',
  'connection-in-file':
    'The connection {prefix} stands in the configuration file alone: take it out there. What is changed here stands before the file and can be taken back.',
  'connection-version-unknown': 'The connection {prefix} has no version {version}.',
  'host-not-allowed':
    'The connection allows the host {host} by itself: of what is made here only hosts are asked that are public or that the configuration file allows (metadataHosts).',
  'file-not-named':
    'The connection names the file {file}. What is made here may name only files that the configuration file names as well: give the text itself instead.',
}) {}
