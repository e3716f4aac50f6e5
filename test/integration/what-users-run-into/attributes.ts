import type { Scenario } from './scenario.ts';
import { connectionOf, recordStand, type StandOptions, samlpIssues } from './stand.ts';

/** What samlp says of Anne. */
const saying = (claims: Readonly<Record<string, unknown>>) => () => recordStand({ idp: { claims } });

/** What the SP's attribute map takes. */
const mapped = (attributes: readonly object[], claims = {}) => {
  const knowledge: NonNullable<StandOptions['knowledge']> = async ({ idp, sp }) => ({
    metadataTexts: [sp.metadata],
    connection: await connectionOf({ idp, sp }, { attributes }),
  });
  return () => recordStand({ idp: { claims }, knowledge });
};

const GUIDS = ['3f2a8c1e-0000-4000-8000-123456789abc', '4b1d7c2f-1111-4111-9111-abcdef012345'];

/** What is said of the user, and what an SP makes of it. */
export const ATTRIBUTES: readonly Scenario[] = [
  {
    row: 19,
    what: 'each group in an attribute of its own, of which many SPs keep only the first or the last',
    cause: ['attribute-name-repeated', 'repeated'],
    says: ['groups', 'one Attribute with several values'],
    play: () =>
      recordStand({
        idp: { claims: { groups: ['SalesUS'] } },
        onTheWay: samlpIssues((xml) => xml.replace(/<saml:Attribute Name="groups"[\s\S]*?<\/saml:Attribute>/, '$&$&')),
      }),
  },
  {
    row: 20,
    what: 'groups arrive as one string, joined by commas',
    cause: ['attribute-joined-list', 'joined'],
    says: ['groups', '“,”'],
    play: saying({ groups: 'SalesUS,SalesAUS,QlikGroup' }),
  },
  {
    row: 20,
    what: 'DNs, which contain commas themselves, joined by semicolons',
    cause: ['attribute-joined-list', 'joined'],
    says: ['“;”', '2 values'],
    play: saying({ groups: 'CN=SalesUS,OU=Groups,DC=example;CN=QlikGroup,OU=Groups,DC=example' }),
  },
  {
    row: 21,
    what: 'groups are the GUIDs of a directory',
    cause: ['attribute-group-guids', 'guids'],
    says: ['groups', 'names'],
    play: saying({ groups: GUIDS }),
  },
  {
    row: 21,
    what: 'a link instead of groups, because there are more than 150',
    cause: ['attribute-group-overage', 'link'],
    says: ['150'],
    play: saying({
      groups: undefined,
      'http://schemas.microsoft.com/claims/groups.link': 'https://graph.windows.net/t/users/u/getMemberObjects',
    }),
  },
  {
    row: 22,
    what: 'the map has the short name, the IdP sends the claim URI',
    cause: ['attribute-map-near-miss', 'short-name'],
    says: ['http://schemas.xmlsoap.org/claims/Group', 'Put the full name'],
    play: mapped([{ from: 'group', to: 'department' }], {
      groups: undefined,
      'http://schemas.xmlsoap.org/claims/Group': 'SalesUS',
    }),
  },
  {
    row: 22,
    what: 'the map has the claim URI, the IdP sends the short name',
    cause: ['attribute-map-near-miss', 'short-name'],
    says: ['displayName'],
    play: mapped([{ from: 'http://schemas.example/claims/displayName', to: 'name' }]),
  },
  {
    row: 22,
    what: 'the case differs',
    cause: ['attribute-map-near-miss', 'case'],
    says: ['displayName', 'displayname'],
    play: mapped([{ from: 'displayname', to: 'name' }]),
  },
  {
    row: 23,
    what: 'a nested NameID in eduPersonTargetedID',
    cause: ['attribute-nested-nameid', 'nested'],
    says: ['urn:oid:1.3.6.1.4.1.5923.1.1.1.10', 'pairwise-id'],
    play: () =>
      recordStand({
        idp: { claims: { 'urn:oid:1.3.6.1.4.1.5923.1.1.1.10': 'k3' } },
        onTheWay: samlpIssues((xml) => xml.replace(/>k3</, '><saml:NameID>k3</saml:NameID><')),
      }),
  },
  {
    row: 24,
    what: 'a mandatory attribute is missing',
    cause: ['attribute-required-missing', 'missing'],
    says: ['costCentre', 'The IdP sent: uid, email'],
    play: mapped([{ from: 'costCentre', to: 'costCentre', required: true }]),
  },
  {
    row: 24,
    what: 'a mandatory attribute is there under its claim URI',
    cause: ['attribute-required-missing', 'short-name'],
    play: mapped([{ from: 'mail', to: 'mail', required: true }], { 'urn:example/mail': 'anne@example.com' }),
  },
  {
    row: 25,
    what: 'the role claim is missing, and must not let anybody in',
    cause: ['attribute-role-missing', 'missing'],
    says: ['must deny'],
    play: mapped([{ from: 'userRole', to: 'role' }]),
  },
];
