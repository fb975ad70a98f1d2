import '@mantine/core/styles.css';
import './components/layout/frame.css';
import { ColorSchemeScript, MantineProvider } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data } from '@remix-run/node';
import {
  isRouteErrorResponse,
  Link,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLoaderData,
  useLocation,
  useMatches,
  useRouteError,
  useRouteLoaderData,
  type ShouldRevalidateFunctionArgs,
} from '@remix-run/react';
import type { ReactNode } from 'react';
import { countUnreadNotices } from '#db/queries/notice.read.ts';
import { DeadlineBanner } from './components/layout/deadline-banner.tsx';
import { AppFrame, type FrameFacts } from './components/layout/app-frame.tsx';
import { EmptyState } from './components/layout/empty-state.tsx';
import { NonceContext } from './components/layout/nonce.ts';
import { theme } from './components/layout/theme.ts';
import { FormTokenProvider } from './components/form/post-form.tsx';
import { SendAgain, type TypedForm } from './components/form/send-again.tsx';
import { ROLES, VERIFICATION_STATES } from './domain/organisation/organisation.ts';
import type { Words } from './domain/words.ts';
import { FLASH_COOKIE, formToken, readFlash, writeCookie } from './http/cookie.server.ts';
import { countDown, listDuties } from './http/duty.server.ts';
import { visitOf, type Visit } from './http/scope.server.ts';
import { LanguageProvider, useText } from './i18n/language.tsx';
import { layoutWords as w } from './i18n/layout.ts';
import { useContext } from 'react';

export const meta: MetaFunction = () => [{ title: '数衡 Shuheng' }];

function organisationFacts(visit: Visit): FrameFacts['organisation'] {
  const { acting } = visit;
  if (!acting) return null;
  return {
    id: acting.organisationId,
    name: acting.organisationName,
    kind: acting.organisationKind,
    programmeId: acting.programmeId,
    role: acting.role,
    colour: acting.colour,
    roleName: ROLES[acting.role].name,
    stateName:
      acting.organisationKind === 'enterprise' && acting.verification !== 'verified'
        ? VERIFICATION_STATES[acting.verification]
        : null,
    isDemo: acting.isDemo,
  };
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { context, request } = incoming;
  const visit = await visitOf(incoming);
  const flash = readFlash(request);
  const headers = new Headers();
  if (flash)
    headers.append(
      'Set-Cookie',
      writeCookie(FLASH_COOKIE, '', { isSecure: context.isSecure, maxAgeSeconds: 0 }),
    );
  const { site, db } = context.ports;
  const { unreadCount, changes } = visit.acting
    ? await db.transaction(visit.scope, async (trx) => ({
        unreadCount: await countUnreadNotices(trx),
        changes: await listDuties(trx, visit),
      }))
    : { unreadCount: 0, changes: [] };
  const frame: FrameFacts = {
    accountName: visit.session?.name ?? null,
    organisation: organisationFacts(visit),
    otherOrganisationCount: Math.max(0, visit.memberships.length - 1),
    unreadCount,
    isDemo: site.isDemo,
    ...(await context.footer()),
    flash,
  };
  const token = formToken(context.formSecret, context.formSeed);
  const duties = await countDown(incoming, changes);
  return data({ language: visit.language, frame, token, duties }, { headers });
}

/** How long the frame's facts stand, in ms, while its visitor only reads. */
const FRAME_STANDS_MS = 30_000;
/** When the browser last fetched the frame's facts; the server asks nothing of it. */
let frameAt = 0;

/**
 * The frame (who is signed in, unread notices, what is due) is fetched again after every post and on the way to
 * signing in, and otherwise twice a minute at most.
 */
export function shouldRevalidate({
  formMethod,
  nextUrl,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  const isRead = formMethod === undefined || formMethod === 'GET';
  const mayStand = isRead && nextUrl.pathname !== '/sign-in';
  if (mayStand && performance.now() - frameAt < FRAME_STANDS_MS) return false;
  if (defaultShouldRevalidate) frameAt = performance.now();
  return defaultShouldRevalidate;
}

export function Layout({ children }: { children: ReactNode }) {
  const root = useRouteLoaderData<typeof loader>('root');
  const nonce = useContext(NonceContext);
  return (
    <html lang={root?.language === 'en' ? 'en' : 'zh-CN'} data-mantine-color-scheme="light">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
        <ColorSchemeScript nonce={nonce} forceColorScheme="light" />
      </head>
      <body>
        <MantineProvider theme={theme} forceColorScheme="light">
          <LanguageProvider language={root?.language ?? 'zh'}>
            <FormTokenProvider value={root?.token ?? ''}>{children}</FormTokenProvider>
          </LanguageProvider>
        </MantineProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  const { frame, duties } = useLoaderData<typeof loader>();
  // A page that fills the screen on its own, such as a wall display, says so in its handle.
  const isBare = useMatches().some(({ handle }) => (handle as { isBare?: boolean } | undefined)?.isBare);
  if (isBare) return <Outlet />;
  return (
    <AppFrame facts={frame} banner={duties.length > 0 ? <DeadlineBanner duties={duties} /> : null}>
      <Outlet />
    </AppFrame>
  );
}

const VISITOR_FACTS: FrameFacts = {
  accountName: null,
  organisation: null,
  otherOrganisationCount: 0,
  unreadCount: 0,
  isDemo: false,
  icpNumber: '',
  policeNumber: '',
  flash: null,
};

function errorWords(error: unknown): Words {
  if (isRouteErrorResponse(error)) {
    const view = error.data as { words?: Words } | null;
    if (view && typeof view === 'object' && view.words) return view.words;
    if (error.status === 404) return w.notFound;
  }
  return w.errorUnexpected;
}

/** What was typed when an outage came, if the error tells of one. */
function typedIn(error: unknown): TypedForm | null {
  if (!isRouteErrorResponse(error)) return null;
  const view = error.data as { typed?: TypedForm } | null;
  return view && typeof view === 'object' && view.typed ? view.typed : null;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const root = useRouteLoaderData<typeof loader>('root');
  const { pathname, search } = useLocation();
  const t = useText();
  const typed = typedIn(error);
  const isAway = isRouteErrorResponse(error) && error.status === 503;
  return (
    <AppFrame facts={root?.frame ?? VISITOR_FACTS}>
      <EmptyState
        isPage
        title={t(isAway ? w.awayTitle : w.errorTitle)}
        action={
          isAway ? <a href={pathname + search}>{t(w.tryAgain)}</a> : <Link to="/">{t(w.backHome)}</Link>
        }
      >
        <p>{t(errorWords(error))}</p>
        {typed && <SendAgain typed={typed} />}
      </EmptyState>
    </AppFrame>
  );
}
