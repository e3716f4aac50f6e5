/**
 * How a reviewer makes the extension again out of the sources that are handed in with it, and how to see that it is the
 * same. Mozilla asks for it because the code is bundled.
 *
 * @param sha256 of Firefox's zip, in hex
 */
export function buildNotes(version: string, sha256: string): string {
  return `# Building SAML Workbench ${version} from these sources

Needed: Linux, macOS or Windows with Node 20 or later and npm 10 or later, and the npm registry. The Node that builds
comes from the lockfile (package \`node\`).

\`\`\`
npm ci
npm run zips
\`\`\`

This writes \`.output/release/saml-workbench-${version}-firefox.zip\` (unpacked: \`.output/firefox-mv3\`), which is the file that
was handed in, byte for byte:

\`\`\`
sha256 ${sha256}
\`\`\`

The sources are TypeScript in \`extension\` and \`shared\`. WXT and Vite bundle and minify them (\`wxt.config.ts\`); nothing is
obfuscated, generated or fetched while building. Libraries and their versions are in \`package-lock.json\`.
`;
}
