import type { Case } from './case.ts';
import { ADDRESSING_CASES } from './cases/addressing.ts';
import { ASKED_CASES } from './cases/asked.ts';
import { ATTRIBUTE_CASES } from './cases/attributes.ts';
import { BINDING_CASES } from './cases/bindings.ts';
import { CERTIFICATE_CASES } from './cases/certificate.ts';
import { CONDITION_CASES } from './cases/conditions.ts';
import { CORRELATION_CASES } from './cases/correlation.ts';
import { ENCRYPTION_CASES } from './cases/encryption.ts';
import { METADATA_CASES } from './cases/metadata.ts';
import { METADATA_FORM_CASES } from './cases/metadata-form.ts';
import { NAME_CASES } from './cases/names.ts';
import { LOWER_CASE_CASES, NAMESPACE_CASES } from './cases/namespace.ts';
import { SCHEMA_CASES } from './cases/schema.ts';
import { SIGNATURE_CASES } from './cases/signature.ts';
import { SIGNATURE_FORM_CASES } from './cases/signature-form.ts';
import { STATUS_CASES } from './cases/status.ts';
import { STRUCTURE_CASES } from './cases/structure.ts';
import { SUBJECT_CASES } from './cases/subject.ts';
import { TIME_CASES } from './cases/time.ts';

/** Every case of every check. */
export const ALL_CASES: readonly Case[] = [
  ...STATUS_CASES,
  ...STRUCTURE_CASES,
  ...TIME_CASES,
  ...ADDRESSING_CASES,
  ...SIGNATURE_CASES,
  ...CERTIFICATE_CASES,
  ...SUBJECT_CASES,
  ...CORRELATION_CASES,
  ...ATTRIBUTE_CASES,
  ...METADATA_CASES,
  ...SIGNATURE_FORM_CASES,
  ...NAME_CASES,
  ...NAMESPACE_CASES,
  ...LOWER_CASE_CASES,
  ...METADATA_FORM_CASES,
  ...ENCRYPTION_CASES,
  ...BINDING_CASES,
  ...ASKED_CASES,
  ...CONDITION_CASES,
  ...SCHEMA_CASES,
];
