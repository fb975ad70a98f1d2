import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const accountAddresses: RouteConfigEntry[] = [
  route('sign-in', 'routes/account/sign-in.tsx'),
  route('sign-out', 'routes/account/sign-out.ts'),
  route('second-factor', 'routes/account/second-factor.tsx'),
  route('second-factor/setup', 'routes/account/second-factor-setup.tsx'),
  route('register', 'routes/account/register.tsx'),
  route('verify-email', 'routes/account/verify-email-resend.tsx'),
  route('verify-email/:token', 'routes/account/verify-email.tsx'),
  route('forgot', 'routes/account/forgot.tsx'),
  route('reset/:token', 'routes/account/reset.tsx'),
  route('privacy', 'routes/account/privacy.tsx'),
  route('account', 'routes/account/account.tsx'),
  route('account/profile', 'routes/account/profile.tsx'),
  route('account/password', 'routes/account/password.tsx'),
  route('account/second-factor', 'routes/account/second-factor-off.tsx'),
  route('account/sessions', 'routes/account/sessions.tsx'),
  route('account/organisations', 'routes/account/organisations.tsx'),
];
