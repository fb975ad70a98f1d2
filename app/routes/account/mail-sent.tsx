import { Link } from '@remix-run/react';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { accountWords as w } from '../../i18n/account.ts';
import { useText } from '../../i18n/language.tsx';

/** Says that a mail went out, if there was one to send; the same words for every address. */
export function MailSent({ text, again, isDemo }: { text: string; again: string; isDemo: boolean }) {
  const t = useText();
  return (
    <NarrowPage title={t(w.sentTitle)}>
      <div className="sh-card" role="status">
        <p style={{ marginTop: 0 }}>{text}</p>
        <p className="sh-muted">
          {t(w.sentNothing)} <Link to={again}>{t(w.resend)}</Link>
        </p>
        {isDemo && (
          <p className="sh-muted">
            {t(w.demoOutbox)} <Link to="/demo/outbox">{t(w.demoOutboxLink)}</Link>
          </p>
        )}
        <Link to="/sign-in">{t(w.signIn)}</Link>
      </div>
    </NarrowPage>
  );
}
