import { Link, useLocation, useNavigate } from '@remix-run/react';
import { useEffect } from 'react';
import { sameRoomAt, type SwitchTarget } from '../../domain/organisation/portfolio.ts';
import { clientWords as w } from '../../i18n/client.ts';
import { useText } from '../../i18n/language.tsx';

/**
 * Goes to a client by Alt and its digit, from wherever the page is shown; Shift may be held too, for browsers that
 * keep Alt and a digit for themselves. What is typed elsewhere is saved or asked about as with any link.
 */
export function useClientKeys(targets: readonly SwitchTarget[]): void {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey) return;
      // The place of the key counts: Alt makes other characters of digits on some keyboards.
      const digit = Number(/^(?:Digit|Numpad)([1-9])$/u.exec(event.code)?.[1]);
      const target = targets.find((one) => one.digit === digit);
      if (!target) return;
      event.preventDefault();
      navigate(sameRoomAt(pathname, target.grantId));
      document.getElementById('content')?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate, pathname, targets]);
}

/** The key that leads to a client. */
export function ClientKey({ digit }: { digit: number | null }) {
  return digit === null ? null : <kbd className="sh-nowrap">Alt+{digit}</kbd>;
}

/** The other clients, folded away so that no client's screen names another unasked. */
export function ClientSwitch({ grantId, targets }: { grantId: string; targets: readonly SwitchTarget[] }) {
  const t = useText();
  const { pathname } = useLocation();
  useClientKeys(targets);
  const others = targets.filter((target) => target.grantId !== grantId);
  if (others.length === 0) return null;
  return (
    <details key={grantId} className="sh-no-print" style={{ flexBasis: '100%' }}>
      <summary>
        {t(w.switchClient)} <kbd>Alt+1…9</kbd>
      </summary>
      <ul className="sh-list">
        {others.map((target) => (
          <li key={target.grantId}>
            <ClientKey digit={target.digit} />{' '}
            <Link to={sameRoomAt(pathname, target.grantId)}>{target.name}</Link>{' '}
            <span className="sh-muted">{t(w[target.purpose])}</span>
          </li>
        ))}
      </ul>
      <p className="sh-muted">{t(w.switchHelp)}</p>
    </details>
  );
}
