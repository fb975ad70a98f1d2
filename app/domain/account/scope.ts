import type { PlainDate } from '../calendar/plain-date.ts';

/** Roles inside an enterprise or a consultancy. */
export type MemberRole = 'owner' | 'cdo' | 'preparer' | 'viewer' | 'consultant';
/** Roles inside a regulator's organisation. */
export type RegulatorRole = 'reviewer' | 'supervisor';
/** What a grant lets a consultant do: read the filing, or also prepare its draft. Never submit. */
export type GrantRights = 'read' | 'draft';
/** Why a client lets a consultant in. */
export type GrantPurpose = 'help' | 'assess';

/** The jobs that cross tenants; each has policies of its own in the database. */
export type JobName = 'reminder' | 'delivery' | 'calendar' | 'housekeeping' | 'demo' | 'install';

/**
 * Who asks. A closed union, made in `app/http/scope.server.ts` (or by the job runner) and nowhere else.
 * It is set inside each transaction; the database's row-level security reads it, and unset sees nothing.
 */
export type Scope =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'account'; readonly accountId: string }
  | {
      readonly kind: 'member';
      readonly accountId: string;
      readonly organisationId: string;
      readonly role: MemberRole;
    }
  | {
      readonly kind: 'regulator';
      readonly accountId: string;
      readonly organisationId: string;
      readonly role: RegulatorRole;
      readonly programmeId: string;
      /** GB/T 2260 code; a province contains its cities and districts. */
      readonly regionCode: string;
    }
  | {
      readonly kind: 'consultant';
      readonly accountId: string;
      /** The consultancy. */
      readonly organisationId: string;
      readonly grantId: string;
      /** The client, an enterprise. */
      readonly clientId: string;
      readonly purpose: GrantPurpose;
      readonly rights: GrantRights;
      /** The day on which the grant's term is judged. */
      readonly today: PlainDate;
    }
  | { readonly kind: 'job'; readonly name: JobName }
  | { readonly kind: 'operator'; readonly accountId: string; readonly organisationId: string };

/** The scope of a person who acts for no organisation: signing in, or looking after the own account. */
export function accountScope(accountId: string): Extract<Scope, { kind: 'account' }> {
  return { kind: 'account', accountId };
}

/** The scope of a person inside an enterprise or a consultancy, as its member. */
export function memberScope(
  accountId: string,
  organisationId: string,
  role: MemberRole,
): Extract<Scope, { kind: 'member' }> {
  return { kind: 'member', accountId, organisationId, role };
}
