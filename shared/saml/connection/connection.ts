import type { Certificate } from '#shared/crypto/certificate.ts';
import type { Pattern } from '#shared/pattern/pattern.ts';
import type { Endpoint } from '#shared/saml/metadata.ts';
import type { RequestSettings, SignatureName, SpMetadataSettings } from './sp-settings.ts';

/** Milliseconds of clock difference that are forgiven unless a connection says otherwise: real clocks are up to 3 minutes off. */
export const DEFAULT_CLOCK_SKEW = 180_000;

/** Milliseconds: an hour. Logins take minutes, and an IdP makes the assertion when it answers. */
export const DEFAULT_MAX_AGE = 3_600_000;

/** A private key, PKCS#8 PEM, and the certificate that goes with it. */
export interface SpKeyPair {
  readonly key: string;
  readonly certificate: string;
}

/** One IdP as one SP sees it, with every file that the configuration names already read. Times in milliseconds. */
export interface Connection {
  /** Whom it is like where the two contradict; left out: `qlik` (docs/saml2int.md). */
  readonly mode?: 'qlik' | 'saml2int';
  readonly idp: {
    readonly entityId: string;
    readonly singleSignOn: readonly Endpoint[];
    readonly singleLogout: readonly Endpoint[];
    /** Those with use="signing" or without use. */
    readonly certificates: readonly Certificate[];
    /** RSA keys that its metadata offers to encrypt for; left out: none. */
    readonly encryptionCertificates?: readonly Certificate[];
    /** The domains that its users' identifiers may have behind the @: its metadata's, or the connection's own; left out: none is named. */
    readonly scopes?: readonly string[];
  };
  readonly sp: {
    readonly entityId: string;
    readonly acs: string;
    /** Where browsers bring logout messages, by redirect and by POST unless `singleLogout` says otherwise. */
    readonly slo: string | null;
    /** Every address for logout, by binding; left out: `slo` alone (`spLogoutEndpoints`). */
    readonly singleLogout?: readonly Endpoint[];
    /** PKCS#8 PEM, and the certificate that goes with it: what messages are signed with. */
    readonly key: string | null;
    readonly certificate: string | null;
    /** Keys that are published and decrypt beside it, while one is rolled over. */
    readonly otherKeys?: readonly SpKeyPair[];
    /** Name of the signature algorithm; left out: `rsa-sha256`. */
    readonly signature?: SignatureName;
    /** False: the metadata offers no key to encrypt for. Left out: it does. */
    readonly encryption?: boolean;
    readonly metadata?: SpMetadataSettings;
  };
  /** How login requests ask; left out: with nothing but AllowCreate. */
  readonly request?: RequestSettings;
  readonly clockSkew: number;
  /** How long ago a response and its assertions may have been issued, clock difference not counted. */
  readonly maxAge: number;
  readonly user: { readonly id: string; readonly directory: string };
  readonly attributes: readonly AttributeRow[];
  readonly accept: {
    readonly unsolicited: boolean;
    /**
     * False: the SP's metadata asks for signed assertions (WantAssertionsSigned). The gate does not go by it: an
     * assertion without a signature of its own is accepted where the response around it is soundly signed (saml-core
     * 5.3; vendors sign either), and refused where nothing is, for nothing makes an assertion that nobody signed safe.
     */
    readonly assertionUnsigned: boolean;
    readonly logoutUnsigned: boolean;
    readonly sha1: boolean;
    readonly rsa15: boolean;
    /**
     * What the gate demands of its second reader: that another parser reads the same (`reading`, where it is left
     * out), or that node-saml also verifies the signature (`both`), which refuses algorithms that it does not know.
     */
    readonly secondOpinion?: 'both' | 'reading';
  };
}

/**
 * What is ours of a connection that has no identity provider: nobody logs in to it by SAML, and what only SAML uses waits
 * there until it has one.
 */
export interface IdplessConnection extends Omit<Connection, 'idp'> {
  readonly idp: null;
}

/**
 * One row of the attribute map, whose values go through its steps in this order: `nested`, `split`, `extract`, `fold`,
 * `values`. What is left out is not done.
 */
export interface AttributeRow {
  /** Compared exactly with Name, and if that gives no value, with FriendlyName; `by` asks for one of them alone. */
  readonly from: string;
  readonly by?: 'name' | 'friendlyName' | undefined;
  /** Only attributes of this NameFormat are taken; one that says none is `unspecified` (saml-core 2.7.3.1). */
  readonly nameFormat?: string | undefined;
  readonly to: string;
  /** Without a value there is no login. */
  readonly required: boolean;
  /** Of a NameID inside a value (eduPersonTargetedID) the text alone, or its qualifiers before it: `idp!sp!text`. */
  readonly nested?: 'text' | 'qualified' | undefined;
  /** What joins a list in one value. A row that has it refuses several values: nobody could say what a list in a list is. */
  readonly split?: string | undefined;
  /** Takes a part out of each value. */
  readonly extract?: Extraction | undefined;
  /** What becomes of a value that the pattern does not match: left out (`drop`, the default), kept, or no login. */
  readonly unmatched?: Otherwise | undefined;
  readonly fold?: 'lower' | 'upper' | undefined;
  /** Value map. */
  readonly values: ReadonlyMap<string, string>;
  /** What becomes of a value that is not in the map: kept as it is (`keep`, the default), left out, or no login. */
  readonly unmapped?: Otherwise | undefined;
}

/** What becomes of a value that a step has no answer for. */
export type Otherwise = 'keep' | 'drop' | 'refuse';

/** A pattern as it is written, and compiled. */
export interface Extraction {
  readonly text: string;
  readonly pattern: Pattern;
}
