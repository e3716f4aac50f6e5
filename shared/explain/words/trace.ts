import type { WordTable } from './word-table.ts';

/** Words of what a trace finds out besides the checks of single messages. */
export const TRACE_WORDS = {
  'message-unreadable': {
    malformed: {
      title: 'The message was sent broken, and no reader takes it. {reason}',
      fix: 'Whoever made the message must mend it; the place is shown. Usually a template puts values in as they are, without escaping & and <.',
    },
    other: {
      title: 'What was sent as {parameter} is XML, and no SAML message: its root is {root}.',
      fix: 'Check what the sender puts into that field, and that it is sent to the address that it is meant for.',
    },
    fail: {
      title: 'A message could not be read. {reason}',
      fix: 'Record it again from the beginning. If the value was copied by hand, copy the whole of it; a proxy or a log may have cut it.',
    },
  },
  'receiver-refused': {
    request: {
      title: '{host} refused the {kind} (HTTP {status}); nothing that was looked at explains it.{said}',
      fix: 'Look into the log of {host} at that time: it says why the message was turned away.',
    },
    response: {
      title: '{host} refused the {kind} (HTTP {status}); nothing that was looked at explains it.{said}{sent}',
      fix: 'Look into the log of {host} at that time. No cookie was seen with it: where the session that began the login is kept by one, it is gone (not sent with the cross-site POST: SameSite; or for another host or path).',
    },
    besides: {
      title: '{host} refused the {kind} (HTTP {status}).{said}',
      fix: 'What was found to be wrong explains it: mend that first.',
    },
    'with-cookie': {
      title: '{host} refused the {kind} (HTTP {status}); nothing that was looked at explains it.{said}{sent}',
      fix: 'Look into the log of {host} at that time: it says what was minded. A cookie came with it, so the browser kept the session.',
    },
    landing: {
      title:
        '{host} took the {kind} and led on, and the page behind it failed (HTTP {status}): the login broke off inside the SP.{said}{sent}',
      fix: 'Look into the log of {host} at that time. The message was taken, so it is hardly at fault: mostly making or loading the user’s account failed (an attribute that it lacks, an email or name that is in use, a seat that is missing).',
    },
    explained: {
      title: '{host} refused the {kind} (HTTP {status}).{said}{sent}',
      fix: '',
    },
    phrase: {
      title: '{host} refused the {kind} (HTTP {status}). {means}{said}{sent}',
      fix: '{remedy}',
    },
    status: {
      title: '{host} answered to the {kind} with HTTP {status}. {means}{said}',
      fix: '{remedy}',
    },
    'request-unknown': {
      title:
        '{host} refused the {kind} (HTTP {status}): it does not know the request that it answers, though it made that request itself.{said}',
      fix: 'The SP lost its open requests: keep them in a store that all its instances share and that outlives a restart (node-saml: cacheProvider), or pin a browser to one instance. If a login begun anew works, it was a restart.',
    },
    'request-unseen': {
      title:
        '{host} refused the {kind} (HTTP {status}) because it does not know the request that it answers. That request is not in the recording.{said}',
      fix: 'Record it again from the click on “log in” on. Where the SP did make that request in this browser, it lost it: keep open requests in a store that all its instances share and that outlives a restart. Where not, an old answer came, or one to a login of another browser: begin the login anew.',
    },
    'other-request': {
      title:
        '{host} refused the {kind} (HTTP {status}): it answers another request than the last one made here ({found}, not {wanted}).{said}',
      fix: 'Two tabs, the back button or a bookmarked login page brought an old answer. Begin the login anew.',
    },
    'one-signature': {
      title: '{host} refused the {kind} (HTTP {status}) because of its signature: only the {part} is signed.{said}',
      fix: 'Have the IdP sign the response and the assertion, or set the SP to take what is signed (node-saml: wantAuthnResponseSigned, wantAssertionsSigned).',
    },
    'certificate-rolled': {
      title:
        '{host} refused the {kind} (HTTP {status}). It is signed with {found}; the IdP also has {others}, which the SP most likely still pins.{said}',
      fix: 'Load the IdP’s current metadata at the SP, or add the certificate that signs now to those that it trusts.',
    },
    'weak-signature': {
      title:
        '{host} refused the {kind} (HTTP {status}); its signature uses {hash}, which many products no longer take.{said}',
      fix: 'Set the signing side to SHA-256 (“secure hash algorithm”, “signature algorithm”).',
    },
    signature: {
      title:
        '{host} refused the {kind} (HTTP {status}) because of its signature. Nothing is wrong with it by what is known here.{said}',
      fix: 'Compare the certificate that {host} has for the sender with the one that signs, and load the sender’s current metadata there. Of a signed URL, look for what re-encodes queries in front of {host}.',
    },
    unsigned: {
      title: '{host} refused the {kind} (HTTP {status}), which is not signed.{said}',
      fix: 'Have the sender sign it, and load the sender’s metadata with its certificate at {host}. AD FS wants logout signed (MSIS7084).',
    },
    'several-assertions': {
      title: '{host} refused the {kind} (HTTP {status}): it has {count} assertions, and the SP takes only one.{said}',
      fix: 'Have the IdP send one assertion with everything in it.',
    },
    'no-passive': {
      title:
        '{host} could not deal with the answer NoPassive (HTTP {status}). It is the normal answer to IsPassive="true" where nobody is logged in at the IdP.{said}',
      fix: 'The SP must ask again without IsPassive, or go on without a login.',
    },
    'session-index': {
      title:
        '{host} refused the {kind} (HTTP {status}): it names no session, though the login gave the SessionIndex {wanted}.{said}',
      fix: 'Have the SP keep the SessionIndex of the login and send it in the LogoutRequest.',
    },
    'url-too-long': {
      title: '{host} refused the {kind} (HTTP {status}): its URL has {found}.{said}',
      fix: 'Send this message by HTTP-POST, or raise the limit of the query at {host} (IIS: maxQueryString) and every proxy before it.',
    },
    encryption: {
      title:
        '{host} refused the {kind} (HTTP {status}); its {part} is encrypted{how}, and {host} could most likely not open it.{said}',
      fix: 'Compare the encryption certificate of {host} with the one that the other side encrypts with, and check that the library there has the algorithms that are used.',
    },
    clock: {
      title: '{host} refused the {kind} (HTTP {status}) because of its times{how}.{said}',
      fix: 'Synchronise the clocks of IdP and SP by NTP, and let the SP allow for some difference (node-saml: acceptedClockSkewMs).',
    },
    addressing: {
      title:
        '{host} refused the {kind} (HTTP {status}): it expects another address or entity ID than the message has.{said}',
      fix: 'Compare the SP’s entity ID, its ACS URL and the IdP’s entity ID in the settings of both sides, character by character.',
    },
    audience: {
      title: '{host} refused the {kind} (HTTP {status}): the audience that it names{audience} is not this SP.{said}',
      fix: 'Enter the SP’s own entity ID as audience for this SP at the IdP, character by character; or set the SP’s entity ID to the one that the IdP has.',
    },
    'logout-unsigned': {
      title: '{host} refused the {kind} (HTTP {status}): messages of a logout have to be signed there.{said}',
      fix: 'Sign the {kind} at the side that sends it: in the URL by SigAlg and Signature, in a form by a signature in the XML. Give {host} the certificate that signs.',
    },
    'logout-session-index': {
      title: '{host} refused the {kind} (HTTP {status}): it minds the SessionIndex.{said}',
      fix: 'Have the side that asked keep the SessionIndex of the login (AuthnStatement) and send exactly that one in its LogoutRequest.',
    },
    'logout-name': {
      title: '{host} refused the {kind} (HTTP {status}): it minds the user whom the logout is about.{said}',
      fix: 'The NameID must be sent back exactly as it came at login: value, Format, NameQualifier and SPNameQualifier. If that session had ended there already, nothing is left to be done.',
    },
    'logout-destination': {
      title: '{host} refused the {kind} (HTTP {status}): it is not for this address.{said}',
      fix: 'Set the logout address of {host} at the side that sends to what the metadata of {host} has, character by character.',
    },
    'logout-sender': {
      title: '{host} refused the {kind} (HTTP {status}): it does not know who sent it.{said}',
      fix: 'Load the metadata of the side that sends at {host}, and compare its entity ID with the Issuer of the {kind}, character by character.',
    },
    'logout-session': {
      title: '{host} refused the {kind} (HTTP {status}): it has no session that the logout is about.{said}',
      fix: 'If the session had ended at {host} already, nothing is left to be done there: have it answer all the same, so that the logout goes on. Otherwise compare NameID and SessionIndex with those of the login.',
    },
    'logout-expired': {
      title: '{host} refused the {kind} (HTTP {status}): it came too late, or its time is wrong.{said}',
      fix: 'Compare IssueInstant and NotOnOrAfter of the {kind} with the time at which it came, and set the clocks of both sides by NTP.',
    },
    'logout-silent': {
      title: '{host} refused the {kind} (HTTP {status}); nothing that was looked at explains it.{said}',
      fix: 'Look into the log of {host} at that time. Usually messages of a logout are not signed as it wants, by a key that it does not know, or the session had ended there already.',
    },
    unreachable: {
      title: 'The {kind} did not reach its receiver: {status}.',
      fix: 'Check that {host} can be reached from this browser: its name, the network and proxies in between, and whether a server listens there.',
    },
    untrusted: {
      title: 'The {kind} did not reach {host}: no TLS connection came about ({status}).',
      fix: 'Look at the certificate of {host}: its dates, the names in it, and the chain up to an authority that the browser knows; at the versions of TLS that {host} offers, and at whether it demands a client certificate.',
    },
    redirects: {
      title: 'The {kind} was led from redirect to redirect at {host} until the browser gave up ({status}).',
      fix: 'Look at the redirects of {host} one by one: usually two rules undo each other (http and https, with and without www), or a session is not kept.',
    },
    'page-policy': {
      title:
        'The {kind} was never sent: the Content-Security-Policy of the page that holds it forbids {host} ({status}).',
      fix: 'Add https://{host} to form-action of the Content-Security-Policy of that page.',
    },
    'mixed-content': {
      title: 'The {kind} was never sent: the page is https, and {host} is addressed by plain http ({status}).',
      fix: 'Serve {host} over https, and enter its address with https at the other side.',
    },
    aborted: {
      title:
        'The browser broke the {kind} to {host} off before an answer came ({status}): somebody stopped it or went elsewhere, the page moved on, or an extension stopped it. Whether it arrived is not known.',
      fix: 'Begin anew, and wait until the page has come. If it breaks off again, try a window without extensions, and look whether the page goes elsewhere by a script at that moment.',
    },
    offline: {
      title: 'The {kind} did not reach {host}: this computer had no network ({status}).',
      fix: 'Connect it, and begin the login anew.',
    },
  },
} satisfies WordTable;
