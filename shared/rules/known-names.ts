/** What a user has besides session attributes, as written. */
export const USER_NAMES: readonly string[] = [
  'name',
  'userId',
  'userDirectory',
  'roles',
  'group',
  'email',
  'environment',
];

/** What a request brings, beside session attributes. */
export const ENVIRONMENT_NAMES: readonly string[] = ['browser', 'os', 'device', 'ip', 'context', 'secureRequest'];

/** What a resource may have. */
export const RESOURCE_NAMES: readonly string[] = ['name', 'id', 'resourcetype', 'owner', 'stream', 'app', 'published'];
