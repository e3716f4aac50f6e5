import { DESCRIPTION, PERMISSIONS, PRIVACY, type Store, SUMMARY } from './listing.ts';

/** What a manifest says that it may do, as far as listings tell of it. */
export interface AskedFor {
  readonly permissions?: readonly string[];
  readonly optional_permissions?: readonly string[];
  readonly optional_host_permissions?: readonly string[];
  readonly devtools_page?: string;
}

/**
 * Whatever a manifest asks for, by the names in `PERMISSIONS`. Where `devtools` is a permission of its own, the page of the
 * developer tools is that.
 */
export function askedFor(manifest: AskedFor): readonly string[] {
  const { permissions = [], optional_permissions: later = [], optional_host_permissions: hosts = [] } = manifest;
  const isPage = manifest.devtools_page !== undefined && !later.includes('devtools');
  return [...(isPage ? ['devtools_page'] : []), ...permissions, ...later, ...hosts];
}

/**
 * The texts that a store's form asks for, as Markdown to copy from.
 * @throws Error where the manifest asks for something that no sentence explains
 */
export function writeListing(store: Store, name: string, manifest: AskedFor): string {
  const permissions = askedFor(manifest).map((permission) => {
    const sentence = PERMISSIONS[permission];
    if (sentence === undefined)
      throw new Error(`No sentence explains the permission ${permission}: add it to listing.ts.`);
    return `- \`${permission}\`: ${sentence}`;
  });
  return [
    `# ${name}: listing for ${STORES[store]}`,
    `## Summary\n\n${SUMMARY}`,
    `## Description\n\n${DESCRIPTION}`,
    '## Category\n\nDeveloper tools',
    `## Permissions\n\n${permissions.join('\n')}`,
    `## Privacy\n\n${PRIVACY.map(([question, answer]) => `- **${question}**: ${answer}`).join('\n')}`,
    '',
  ].join('\n\n');
}

const STORES: Readonly<Record<Store, string>> = {
  chrome: 'the Chrome Web Store',
  edge: 'Microsoft Edge Add-ons',
  firefox: 'addons.mozilla.org',
};
