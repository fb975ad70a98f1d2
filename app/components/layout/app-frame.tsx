import { Alert, Button } from '@mantine/core';
import { Link, useLocation } from '@remix-run/react';
import type { CSSProperties, ReactNode } from 'react';
import type { OrganisationKind, Role } from '../../domain/organisation/organisation.ts';
import type { Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import { layoutWords as w } from '../../i18n/layout.ts';
import { PostForm } from '../form/post-form.tsx';
import { isWithin, navigationOf, PUBLIC_NAVIGATION } from './navigation.ts';
import { Tag } from './sign.tsx';

/** What the frame shows of the visitor and the installation. */
export interface FrameFacts {
  readonly accountName: string | null;
  readonly organisation: {
    readonly id: string;
    readonly name: string;
    readonly kind: OrganisationKind;
    /** Of an authority's officer. */
    readonly programmeId: string | null;
    readonly role: Role;
    readonly colour: string;
    readonly roleName: Words;
    readonly stateName: Words | null;
    readonly isDemo: boolean;
  } | null;
  readonly otherOrganisationCount: number;
  readonly unreadCount: number;
  readonly isDemo: boolean;
  readonly icpNumber: string;
  readonly policeNumber: string;
  readonly flash: { readonly zh: string; readonly en: string; readonly tone: 'good' | 'warning' } | null;
}

function LanguageSwitch() {
  const t = useText();
  const location = useLocation();
  return (
    <PostForm action="/language" style={{ display: 'inline' }}>
      <input type="hidden" name="back" value={location.pathname + location.search} />
      <Button
        type="submit"
        variant="subtle"
        size="compact-sm"
        lang={t(w.otherLanguage) === 'English' ? 'en' : 'zh'}
      >
        {t(w.otherLanguage)}
      </Button>
    </PostForm>
  );
}

function AccountCorner({ facts }: { facts: FrameFacts }) {
  const t = useText();
  if (!facts.accountName) {
    return (
      <>
        <Button component={Link} to="/sign-in" variant="default" size="compact-sm">
          {t(w.signIn)}
        </Button>
        <Button component={Link} to="/register" size="compact-sm">
          {t(w.register)}
        </Button>
      </>
    );
  }
  return (
    <>
      <Button component={Link} to="/account" variant="subtle" size="compact-sm">
        {facts.accountName}
      </Button>
      <PostForm action="/sign-out" style={{ display: 'inline' }}>
        <Button type="submit" variant="default" size="compact-sm">
          {t(w.signOut)}
        </Button>
      </PostForm>
    </>
  );
}

function TopBar({ facts }: { facts: FrameFacts }) {
  const t = useText();
  const { pathname } = useLocation();
  const organisation = facts.organisation;
  const entries = [
    ...(organisation ? navigationOf(organisation.kind, organisation.programmeId, organisation.role) : []),
    ...PUBLIC_NAVIGATION,
  ];
  return (
    <div className="sh-top">
      <div className="sh-top-row">
        <Link to="/" className="sh-brand">
          {t(w.product)}{' '}
          <span className="sh-muted sh-tagline" style={{ fontSize: 12, fontWeight: 400 }}>
            {t(w.tagline)}
          </span>
        </Link>
        {organisation && (
          <span className="sh-organisation">
            <span className="sh-organisation-dot" aria-hidden="true" />
            <strong>{organisation.name}</strong>
            <span className="sh-muted">{t(organisation.roleName)}</span>
            {organisation.stateName && <Tag>{t(organisation.stateName)}</Tag>}
            {organisation.isDemo && <Tag>{t(w.sample)}</Tag>}
            {facts.otherOrganisationCount > 0 && (
              <Link to="/account/organisations">{t(w.switchOrganisation)}</Link>
            )}
          </span>
        )}
        <span className="sh-spacer" />
        <LanguageSwitch />
        <AccountCorner facts={facts} />
      </div>
      <nav className="sh-nav" aria-label={t(w.navigation)}>
        {entries.map((item) => (
          <Link
            key={item.to}
            to={item.to}
            prefetch="intent"
            aria-current={isWithin(item, pathname) ? 'page' : undefined}
          >
            {t(item.label)}
            {item.to === '/messages' && facts.unreadCount > 0 && ` (${facts.unreadCount})`}
          </Link>
        ))}
      </nav>
    </div>
  );
}

function Foot({ facts }: { facts: FrameFacts }) {
  const t = useText();
  return (
    <footer className="sh-foot">
      <span>{t(w.notLegalAdvice)}</span>
      <Link to="/privacy">{t(w.privacy)}</Link>
      <Link to="/accessibility">{t(w.accessibility)}</Link>
      {facts.icpNumber && (
        <a href="https://beian.miit.gov.cn/" rel="noreferrer">
          {facts.icpNumber}
        </a>
      )}
      {facts.policeNumber && <span>{facts.policeNumber}</span>}
    </footer>
  );
}

/** The frame of every page: whose house this is, where one may go, and what was just done. */
export function AppFrame({
  facts,
  banner,
  children,
}: {
  facts: FrameFacts;
  banner?: ReactNode;
  children: ReactNode;
}) {
  const t = useText();
  const style = { '--sh-organisation': facts.organisation?.colour ?? '#1b6e8c' } as CSSProperties;
  return (
    <div style={style}>
      <a href="#content" className="sh-skip">
        {t(w.skip)}
      </a>
      <header>
        <TopBar facts={facts} />
      </header>
      <main id="content" className="sh-main" tabIndex={-1}>
        {facts.isDemo && (
          <Alert color="gray" variant="light" mb="md" py={6} className="sh-no-print">
            {t(w.demoBanner)}
          </Alert>
        )}
        {banner}
        {facts.flash && (
          <Alert
            role="status"
            color={facts.flash.tone === 'good' ? 'green' : 'yellow'}
            variant="light"
            mb="md"
            py={8}
          >
            {t(facts.flash)}
          </Alert>
        )}
        {children}
      </main>
      <Foot facts={facts} />
    </div>
  );
}
