import { redirect } from '@remix-run/node';
import type { MembershipView, SessionRow } from '#db/queries/session.read.ts';
import { getLiveGrant, type LiveGrant } from '#db/queries/grant.read.ts';
import type { Actor, Moment } from '../domain/account/actor.ts';
import type { MemberRole, RegulatorRole, Scope } from '../domain/account/scope.ts';
import { can, type Intent } from '../domain/organisation/organisation.ts';
import type { Language } from '../domain/words.ts';
import type { Incoming } from './context.server.ts';
import { readCookie } from './cookie.server.ts';
import { refusalResponse } from './response.server.ts';
import { refuse } from '../domain/refusal/refusal.ts';
import { readSession } from './session.server.ts';
import { WHO } from './who.ts';

/** Who visits: found once a request. */
export interface Visit {
  readonly session: SessionRow | null;
  readonly memberships: readonly MembershipView[];
  /** The organisation that the person acts for; null when there is none, or a second factor is still owed. */
  readonly acting: MembershipView | null;
  /** The client that a consultant works for at the moment. */
  readonly grant: LiveGrant | null;
  /** What is still owed before the account may act: its code, or setting one up. */
  readonly owes: 'nothing' | 'second-factor' | 'second-factor-setup';
  readonly scope: Scope;
  readonly actor: Actor;
  readonly moment: Moment;
  readonly language: Language;
}

/** The tongue of a request: the cookie's, else Chinese. */
export function languageOf(request: Request): Language {
  return readCookie(request, 'sh_language') === 'en' ? 'en' : 'zh';
}

const VISITOR: Actor = { scope: { kind: 'anonymous' }, accountId: null, name: '访客', side: 'visitor' };

function needsSecondFactor(membership: MembershipView): boolean {
  return membership.organisationKind === 'regulator' || membership.organisationKind === 'operator';
}

/** The scope in which a membership acts. The one place, with the job runner, that makes a scope. */
function scopeOf(accountId: string, membership: MembershipView): Scope {
  const base = { accountId, organisationId: membership.organisationId };
  switch (membership.organisationKind) {
    case 'enterprise':
    case 'consultancy':
      return { kind: 'member', ...base, role: membership.role as MemberRole };
    case 'regulator':
      return {
        kind: 'regulator',
        ...base,
        role: membership.role as RegulatorRole,
        programmeId: membership.programmeId ?? '',
        regionCode: membership.regionCode ?? '',
      };
    case 'operator':
      return { kind: 'operator', ...base };
  }
}

const SIDES = {
  enterprise: 'enterprise',
  regulator: 'regulator',
  consultancy: 'consultant',
  operator: 'operator',
} as const;

async function findVisit({ request, context }: Incoming): Promise<Visit> {
  const moment = context.clock.moment();
  const language = languageOf(request);
  const { db, site } = context.ports;
  const session = await readSession(request, { db, site, moment });
  const nobody = { memberships: [], acting: null, grant: null, owes: 'nothing', moment, language } as const;
  if (!session) return { ...nobody, session: null, scope: VISITOR.scope, actor: VISITOR };

  const accountScope: Scope = { kind: 'account', accountId: session.accountId };
  const asAccount: Actor = {
    scope: accountScope,
    accountId: session.accountId,
    name: session.name,
    side: 'visitor',
  };
  if (session.hasTotp && !session.secondFactorAt) {
    return { ...nobody, session, owes: 'second-factor', scope: accountScope, actor: asAccount };
  }
  const { memberships } = session;
  const acting =
    memberships.find((membership) => membership.organisationId === session.organisationId) ??
    memberships[0] ??
    null;
  if (!acting) return { ...nobody, session, scope: accountScope, actor: asAccount };
  if (needsSecondFactor(acting) && !session.secondFactorAt) {
    const owes = session.hasTotp ? 'second-factor' : 'second-factor-setup';
    return { ...nobody, memberships, session, owes, scope: accountScope, actor: asAccount };
  }
  const scope = scopeOf(session.accountId, acting);
  const grant =
    acting.organisationKind === 'consultancy' && session.grantId
      ? await db.transaction(scope, (trx) => getLiveGrant(trx, session.grantId ?? '', moment.today))
      : null;
  const actor: Actor = {
    scope,
    accountId: session.accountId,
    name: session.name,
    side: SIDES[acting.organisationKind],
  };
  return {
    session,
    memberships,
    acting,
    grant: grant ?? null,
    owes: 'nothing',
    scope,
    actor,
    moment,
    language,
  };
}

function noteWho({ context }: Incoming, session: SessionRow | null): void {
  if (session) context.memory.set(WHO, session.accountId);
}

/** Whoever asked for the visit learns of the error. */
function ignoreHere(): void {}

/** Who visits. Asked once a request, however many loaders ask. */
export function visitOf(incoming: Incoming): Promise<Visit> {
  const known = incoming.context.memory.get('visit') as Promise<Visit> | undefined;
  const visit = known ?? findVisit(incoming);
  incoming.context.memory.set('visit', visit);
  if (!known) visit.then(({ session }) => noteWho(incoming, session), ignoreHere);
  return visit;
}

/** A visit whose account is known. */
export type SignedIn = Visit & { readonly session: SessionRow };
/** A visit that acts for an organisation. */
export type Acting<K extends Scope['kind']> = SignedIn & {
  readonly acting: MembershipView;
  readonly scope: Extract<Scope, { kind: K }>;
};

/** Where a person who must show something first goes, with the page to come back to. */
function withBack(address: string, request: Request): string {
  const url = new URL(request.url);
  url.searchParams.delete('_routes');
  const back = request.method === 'GET' ? url.pathname.replace(/\.data$/, '') + url.search : '';
  return back && back !== '/' ? `${address}?back=${encodeURIComponent(back)}` : address;
}

/** The signed-in visitor; others are sent to sign in (a post gets 401, so that nothing typed is lost). */
export async function requireAccount(incoming: Incoming): Promise<SignedIn> {
  const visit = await visitOf(incoming);
  if (!visit.session) {
    if (incoming.request.method !== 'GET') throw refusalResponse(refuse('signed_out').refusal);
    throw redirect(withBack('/sign-in', incoming.request));
  }
  return visit as SignedIn;
}

/** The signed-in visitor who has shown what the account asks for; setting a second factor up comes first too. */
export async function requireSettledAccount(incoming: Incoming): Promise<SignedIn> {
  const visit = await requireAccount(incoming);
  if (visit.owes === 'second-factor') throw redirect(withBack('/second-factor', incoming.request));
  if (visit.owes === 'second-factor-setup') {
    throw redirect(withBack('/second-factor/setup', incoming.request));
  }
  return visit;
}

async function requireActing(incoming: Incoming): Promise<SignedIn & { acting: MembershipView }> {
  const visit = await requireSettledAccount(incoming);
  if (!visit.acting) throw redirect('/organisations/new');
  return visit as SignedIn & { acting: MembershipView };
}

function refuseUnless(condition: boolean): asserts condition {
  if (!condition) throw refusalResponse(refuse('forbidden').refusal);
}

/** A member of an enterprise who may do `intent`; others get 403. */
export async function requireEnterprise(
  incoming: Incoming,
  intent: Intent = 'view',
): Promise<Acting<'member'>> {
  const visit = await requireActing(incoming);
  refuseUnless(visit.acting.organisationKind === 'enterprise' && can(visit.acting.role, intent));
  return visit as Acting<'member'>;
}

/** A regulator's reviewer or supervisor who may do `intent`; others get 403. */
export async function requireRegulator(
  incoming: Incoming,
  intent: Intent = 'view',
): Promise<Acting<'regulator'>> {
  const visit = await requireActing(incoming);
  refuseUnless(visit.acting.organisationKind === 'regulator' && can(visit.acting.role, intent));
  return visit as Acting<'regulator'>;
}

/** A consultant, in his own consultancy. */
export async function requireConsultancy(incoming: Incoming): Promise<Acting<'member'>> {
  const visit = await requireActing(incoming);
  refuseUnless(visit.acting.organisationKind === 'consultancy');
  return visit as Acting<'member'>;
}

/** A consultant inside a client's house, by the grant in the address; 404 when it isn't alive. */
export async function requireClient(incoming: Incoming, grantId: string): Promise<Acting<'consultant'>> {
  const visit = await requireConsultancy(incoming);
  const grant = await incoming.context.ports.db.transaction(visit.scope, (trx) =>
    getLiveGrant(trx, grantId, visit.moment.today),
  );
  if (!grant) throw refusalResponse(refuse('not_found').refusal);
  return actAtClient(visit, grant);
}

/** A consultancy's visit at one client, under a grant that was just read in the consultancy's scope. */
export function actAtClient(visit: Acting<'member'>, grant: LiveGrant): Acting<'consultant'> {
  const scope: Acting<'consultant'>['scope'] = {
    kind: 'consultant',
    accountId: visit.session.accountId,
    organisationId: visit.acting.organisationId,
    grantId: grant.id,
    clientId: grant.clientId,
    purpose: grant.purpose,
    rights: grant.rights,
    today: visit.moment.today,
  };
  return { ...visit, grant, scope, actor: { ...visit.actor, scope } };
}

/** The operator; others get 403. */
export async function requireOperator(incoming: Incoming): Promise<Acting<'operator'>> {
  const visit = await requireActing(incoming);
  refuseUnless(visit.acting.organisationKind === 'operator');
  return visit as Acting<'operator'>;
}

/** Whoever acts for some organisation. */
export async function requireMembership(incoming: Incoming): Promise<SignedIn & { acting: MembershipView }> {
  return requireActing(incoming);
}

/** Whoever acts for an organisation that is an enterprise or a consultancy, as its member, and may do `intent`. */
export async function requireHouse(incoming: Incoming, intent: Intent = 'view'): Promise<Acting<'member'>> {
  const visit = await requireActing(incoming);
  refuseUnless(visit.scope.kind === 'member' && can(visit.acting.role, intent));
  return visit as Acting<'member'>;
}

/** Whoever acts for an enterprise, a consultancy or a regulator, and may do `intent`; others get 403. */
export async function requireAnyHouse(
  incoming: Incoming,
  intent: Intent = 'view',
): Promise<Acting<'member'> | Acting<'regulator'>> {
  const visit = await requireActing(incoming);
  const { kind } = visit.scope;
  refuseUnless((kind === 'member' || kind === 'regulator') && can(visit.acting.role, intent));
  return visit as Acting<'member'> | Acting<'regulator'>;
}

/** A regulator's supervisor or the operator, who verify enterprises. */
export async function requireVerifier(incoming: Incoming): Promise<Acting<'regulator'> | Acting<'operator'>> {
  const visit = await requireActing(incoming);
  const { kind } = visit.scope;
  refuseUnless((kind === 'regulator' || kind === 'operator') && can(visit.acting.role, 'verifyOrganisation'));
  return visit as Acting<'regulator'> | Acting<'operator'>;
}

/** Whoever reads the audit log of the house that he acts for; others get 403. */
export async function requireAuditor(
  incoming: Incoming,
): Promise<Acting<'member'> | Acting<'regulator'> | Acting<'operator'>> {
  const visit = await requireActing(incoming);
  refuseUnless(can(visit.acting.role, 'readJournal'));
  return visit as Acting<'member'> | Acting<'regulator'> | Acting<'operator'>;
}
