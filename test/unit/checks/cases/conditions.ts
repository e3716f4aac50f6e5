import { casesOf } from '../case.ts';
import { SP } from '../kit.ts';
import type { Situation } from '../situation.ts';

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
/** Conditions beside those that are there, signed for real. */
const also = (xml: string): Situation => ({ changes: [['</saml:Conditions>', `${xml}</saml:Conditions>`]] });

export const CONDITION_CASES = [
  ...casesOf('condition-unknown', [
    ['pass', 'ok', 'there is an AudienceRestriction', {}],
    [
      'pass',
      'ok',
      'there are all that the standard defines, and two AudienceRestrictions',
      also(
        `<saml:AudienceRestriction><saml:Audience>${SP}</saml:Audience></saml:AudienceRestriction><saml:OneTimeUse/><saml:ProxyRestriction Count="0"/>`,
      ),
    ],
    ['pass', 'ok', 'it states the type that it has', also(`<saml:OneTimeUse ${XSI} xsi:type="saml:OneTimeUseType"/>`)],
    [
      'fail',
      'element',
      'there is one of another namespace',
      also('<x:OnlyOnMondays xmlns:x="urn:x"/>'),
      { path: '/Response/Assertion/Conditions/OnlyOnMondays', received: 'x:OnlyOnMondays', severity: 'error' },
    ],
    ['fail', 'element', 'there is one that SAML does not have', also('<saml:GeoRestriction/>')],
    ['fail', 'element', 'there is the abstract one', also('<saml:Condition/>')],
    [
      'fail',
      'type',
      'there is one of a type of its own',
      also(
        `<saml:Condition ${XSI} xmlns:del="urn:oasis:names:tc:SAML:2.0:conditions:delegation" xsi:type="del:DelegationRestrictionType"/>`,
      ),
      { received: 'del:DelegationRestrictionType', severity: 'error' },
    ],
    [
      'fail',
      'type',
      'a known name has a type of its own',
      also(`<saml:OneTimeUse ${XSI} xmlns:x="urn:x" xsi:type="x:OneTimeUseType"/>`),
    ],
    [
      'fail',
      'element',
      'there is one, and nobody knows who takes it',
      { ...also('<x:OnlyOnMondays xmlns:x="urn:x"/>'), connection: null },
      { severity: 'warning' },
    ],
  ]),
];
