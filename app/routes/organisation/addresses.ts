import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const organisationAddresses: RouteConfigEntry[] = [
  route('organisations/new', 'routes/organisation/new-organisation.tsx'),
  route('organisations/access', 'routes/organisation/access.tsx'),
  route('organisation', 'routes/organisation/organisation.tsx'),
  route('organisation/edit', 'routes/organisation/edit-organisation.tsx'),
  route('organisation/webhooks', 'routes/organisation/webhooks.tsx'),
  route('organisation/webhooks/remove', 'routes/organisation/remove-webhook.ts'),
  route('members', 'routes/organisation/members.tsx'),
  route('members/invite', 'routes/organisation/invite-colleague.tsx'),
  route('members/role', 'routes/organisation/change-role.ts'),
  route('members/invitations/revoke', 'routes/organisation/revoke-invitation.ts'),
  route('members/requests/decide', 'routes/organisation/decide-join.ts'),
  route('members/:id/end', 'routes/organisation/end-membership.tsx'),
  route('invitation/:token', 'routes/organisation/invitation.tsx'),
  route('grants', 'routes/organisation/grants.tsx'),
  route('grants/new', 'routes/organisation/new-grant.tsx'),
  route('grants/:id/revoke', 'routes/organisation/revoke-grant.tsx'),
  route('verification', 'routes/organisation/verification.tsx'),
  route('verification/:id', 'routes/organisation/verify-enterprise.tsx'),
  route('verification/:id/reclaim', 'routes/organisation/decide-reclaim.ts'),
];
