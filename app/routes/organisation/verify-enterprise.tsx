import { Button, Textarea, Title } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { isId } from '#db/identifier.ts';
import { getOrganisation, listOrganisationEvents } from '#db/queries/organisation.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { yearOf } from '../../domain/calendar/plain-date.ts';
import { readLicences, type LicenceNote } from '../../domain/organisation/founding.ts';
import { VerificationSchema } from '../../domain/organisation/membership.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireVerifier } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { organisationWords as w } from '../../i18n/organisation.ts';
import { verifyOrganisation } from '../../services/organisation/verify-organisation.server.ts';
import { OrganisationFacts, OrganisationTimeline, VerificationSign } from './facts.tsx';

export const meta: MetaFunction = () => [{ title: '企业核验 · 数衡 Shuheng' }];

function knownId(id: string | undefined): string {
  if (!id || !isId(id)) throw refusalResponse(refuse('not_found').refusal);
  return id;
}

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireVerifier(incoming);
  const id = knownId(incoming.params.id);
  return incoming.context.ports.db.transaction(visit.scope, async (trx) => {
    const house = await getOrganisation(trx, id);
    if (house?.kind !== 'enterprise') throw refusalResponse(refuse('not_found').refusal);
    return {
      house,
      licences: readLicences(house.licenceKind, house.licenceNumbers, yearOf(visit.moment.today)),
      events: await listOrganisationEvents(trx, id),
    };
  });
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireVerifier(incoming);
  const organisationId = knownId(incoming.params.id);
  const form = await readForm(incoming, VerificationSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const result = await verifyOrganisation(incoming.context.ports, visit.actor, visit.moment, {
    ...form.value,
    organisationId,
  });
  if (!result.ok) return refused(result.refusal, form.values);
  const message = form.value.finding === 'verified' ? w.passed : w.failed;
  return redirectWith('/verification', message, { isSecure: incoming.context.isSecure });
}

function Licences({ notes }: { notes: readonly LicenceNote[] }) {
  const t = useText();
  return (
    <section className="sh-card">
      <Title order={2} mb="sm">
        {t(w.licenceReadings)}
      </Title>
      {notes.length === 0 && <p className="sh-muted">{t(w.noLicence)}</p>}
      {notes.map((note) => (
        <div key={note.number} style={{ marginBottom: 8 }}>
          <strong>{note.number}</strong>
          {note.warnings.length === 0 && <span className="sh-muted"> {t(w.licenceReadsWell)}</span>}
          {note.warnings.length > 0 && (
            <ul style={{ margin: '4px 0 0', paddingLeft: 20 }}>
              {note.warnings.map((warning) => (
                <li key={warning.en}>{t(warning)}</li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </section>
  );
}

export default function VerifyEnterprise() {
  const t = useText();
  const { house, licences, events } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  return (
    <>
      <PageHeader
        title={house.name}
        signs={<VerificationSign state={house.verification} />}
        lead={<Link to="/verification">{t(w.backToVerification)}</Link>}
      />
      <ErrorSummary refused={answer} labels={{ note: t(w.decideNote) }} />
      <div className="sh-two">
        <div style={{ display: 'grid', gap: 16 }}>
          <section className="sh-card">
            <Title order={2} mb="sm">
              {t(w.facts)}
            </Title>
            <OrganisationFacts house={house} />
          </section>
          <Licences notes={licences} />
          <PostForm className="sh-card">
            <Title order={2} mb="sm">
              {t(w.decide)}
            </Title>
            <Textarea
              {...field('note', house.verification === 'pending' ? '' : house.verificationNote)}
              label={t(w.decideNote)}
              description={t(w.decideNoteHelp)}
              rows={3}
              mb="md"
            />
            <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap' }}>
              {house.verification !== 'verified' && (
                <Button type="submit" name="finding" value="verified">
                  {t(w.pass)}
                </Button>
              )}
              {house.verification !== 'rejected' && (
                <Button type="submit" name="finding" value="rejected" variant="outline" color="red">
                  {t(w.fail)}
                </Button>
              )}
            </div>
          </PostForm>
        </div>
        <OrganisationTimeline events={events} />
      </div>
    </>
  );
}
