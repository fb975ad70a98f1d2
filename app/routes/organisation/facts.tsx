import { Title } from '@mantine/core';
import type { OrganisationEvent, OrganisationView } from '#db/queries/organisation.read.ts';
import { Sign } from '../../components/layout/sign.tsx';
import { industryName } from '../../domain/organisation/industry.ts';
import {
  LICENCE_KINDS,
  VERIFICATION_STATES,
  type VerificationState,
} from '../../domain/organisation/organisation.ts';
import { regionName } from '../../domain/organisation/region.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { ORGANISATION_EVENTS, organisationWords as w } from '../../i18n/organisation.ts';

const TONES = { pending: 'amber', verified: 'green', rejected: 'red', suspended: 'red' } as const;

/** The state of verification as a sign. */
export function VerificationSign({ state }: { state: VerificationState }) {
  const t = useText();
  return <Sign tone={TONES[state]}>{t(VERIFICATION_STATES[state])}</Sign>;
}

/** What an organisation stated about itself. */
export function OrganisationFacts({ house }: { house: OrganisationView }) {
  const t = useText();
  const industry = house.industryCode ? industryName(house.industryCode) : null;
  return (
    <dl className="sh-facts">
      <dt>{t(w.name)}</dt>
      <dd>{house.name}</dd>
      <dt>{t(w.uscc)}</dt>
      <dd>{house.uscc ?? t(w.none)}</dd>
      {house.kind === 'enterprise' && (
        <>
          <dt>{t(w.licenceKind)}</dt>
          <dd>{house.licenceKind ? t(LICENCE_KINDS[house.licenceKind]) : t(w.none)}</dd>
          <dt>{t(w.licenceNumbers)}</dt>
          <dd>{house.licenceNumbers || t(w.none)}</dd>
          <dt>{t(w.industry)}</dt>
          <dd>{industry ? `${house.industryCode ?? ''} ${t(industry)}` : t(w.none)}</dd>
          <dt>{t(w.branch)}</dt>
          <dd>{t(house.isBranch ? w.yes : w.no)}</dd>
        </>
      )}
      <dt>{t(w.region)}</dt>
      <dd>{t(regionName(house.regionCode))}</dd>
      <dt>{t(w.registeredAt)}</dt>
      <dd>{t(instantText(house.createdAt))}</dd>
    </dl>
  );
}

/** What has happened to an organisation, the latest first. */
export function OrganisationTimeline({ events }: { events: readonly OrganisationEvent[] }) {
  const t = useText();
  return (
    <section className="sh-card">
      <Title order={2} mb="sm">
        {t(w.history)}
      </Title>
      {events.length === 0 ? (
        <p className="sh-muted">{t(w.historyEmpty)}</p>
      ) : (
        <ol className="sh-timeline">
          {events.map((event) => (
            <li key={event.seq}>
              <strong>{t(ORGANISATION_EVENTS[event.type] ?? { zh: event.type, en: event.type })}</strong>
              <div className="sh-muted">
                {t(instantText(event.at))} · {event.actorName}
              </div>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
