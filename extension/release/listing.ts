/** A store that takes the extension. */
export type Store = 'chrome' | 'edge' | 'firefox';

/** How long the stores let a summary be; a longer one is cut or refused. */
export const SUMMARY_LIMITS: Readonly<Record<Store, number>> = { chrome: 132, edge: 132, firefox: 250 };

/** Shown beside the name, and in the manifest. */
export const SUMMARY =
  'Records, verifies and explains SAML logins and logouts in the developer tools. Nothing leaves your browser unless you send it.';

/** What the page of the store says. Plain text: Chrome and Edge take no markup. */
export const DESCRIPTION = `A SAML login fails, and all that you see is a page that says no. SAML Workbench records the login in the developer tools, verifies it, and says why it failed, how sure that is, who must act and what to change.

What it does
• Finds every SAML message in the traffic of the tab: by redirect, form, SOAP or artifact, WS-Federation included, and joins them to logins and logouts.
• Verifies signatures, with the certificate, metadata or connection file that you give it or have it fetch, and shows what each one covers.
• Holds each message against the standard and against what was asked for: audience, addresses, times, status, NameID, attributes, encryption, and known attacks.
• Names the cause first, with what was expected, what came, the clause of the standard, and the setting in products such as Entra ID, AD FS, Okta, Keycloak and Shibboleth.
• Shows attributes, XML, certificates and decoding steps; compares a login that fails with one that works.
• Reads HAR files, SAML-tracer exports and whatever you paste: XML, base64, URLs, form data, log lines.
• Saves what was recorded with names and values taken out, so that you can send it to somebody.

What it does not do
• It sends nothing anywhere by itself. There is no server behind it, no account, no statistics. It asks another machine only when you click to, at the address that you give, after the browser has asked you for that one host: to fetch metadata, or to ask a companion of your own about a login, which gets what you send it by a click and nothing else.
• It keeps messages in memory only. They are gone when you close the developer tools, the side panel or the browser. Metadata, certificates and connection files are kept if you ask for it, private keys never.
• It reads no page and changes none.

How to begin: open the developer tools, choose the panel “SAML”, and log in. Or click the button in the toolbar: it opens the same beside the page, and records every tab once you allow it. The source, a service provider and an identity provider to try logins with, and a command for files are part of the same project.`;

/** A sentence for each permission, as reviewers and users read it: what for, and what not. */
export const PERMISSIONS: Readonly<Record<string, string>> = {
  devtools_page:
    'The extension is a panel of the developer tools and reads the network log of the tab that they are open on. Chrome warns of “Read and change all your data on all websites” for any extension with such a page; this one runs no script in any page.',
  devtools:
    'Firefox asks for this when you click “Add the panel”: the extension is a panel of the developer tools, and records the tab that you open them on.',
  webRequest:
    'Sees the requests of tabs, popups and frames beyond the inspected one while you record all tabs, because a login often opens others. Without the permission for sites below it sees nothing. Requests are never changed or held up.',
  sidePanel:
    'Chrome: opens the workbench beside the page when you click its button in the toolbar. It shows our own page and gives access to nothing.',
  storage:
    'Keeps what was recorded and not yet shown in the memory of the session (storage.session) while Firefox puts the event page to sleep. Nothing is written to disk.',
  '<all_urls>':
    'Not given at installation. Asked for when you click “Record every tab”, because nobody knows beforehand at which sites a login passes; it can be given back with a click. It is used to see requests, never to read or change pages. Of a single host it is asked for when you click “Fetch” at an address of metadata, and given back when the answer is there; and when you link a companion of your own, until you end the link.',
};

/** What the stores ask about data, and the answers. */
export const PRIVACY: readonly (readonly [question: string, answer: string])[] = [
  [
    'Single purpose',
    'Showing developers and administrators why a SAML login or logout failed or succeeded, in the developer tools.',
  ],
  [
    'Is data collected or transmitted?',
    'No. Where the user gives the address of SAML metadata and clicks “Fetch”, it is requested from there, without cookies and without anything that was recorded. Where the user links the panel with a companion of their own (a service provider that is part of this project) and clicks to ask it about a login, the IDs of its messages, or the one message that is to be judged again, go to that address. The extension makes no other request to any origin but its own files.',
  ],
  [
    'Authentication information, personal data, web history',
    'Messages of logins are shown to the user who records them. They stay in memory and are not stored, sold, shared or used for anything else; they leave the browser only where the user saves, copies or sends one.',
  ],
  ['Remote code', 'None. All code is in the package; the content security policy allows scripts of the package only.'],
  ['Data collection permissions (Firefox)', 'none'],
];
