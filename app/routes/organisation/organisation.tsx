import { Button, Radio, Title } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listDesignationsOf } from '#db/queries/designation.read.ts';
import { getOrganisation, listOrganisationEvents } from '#db/queries/organisation.read.ts';
import { listWebhooks } from '#db/queries/webhook.read.ts';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { designationState } from '../../domain/designation/designation.ts';
import { ColourSchema, HOUSE_COLOURS } from '../../domain/organisation/founding.ts';
import { can } from '../../domain/organisation/organisation.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectAfter, refusalResponse, refused } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { organisationWords as w } from '../../i18n/organisation.ts';
import { chooseColour } from '../../services/organisation/choose-colour.server.ts';
import { OrganisationFacts, OrganisationTimeline, VerificationSign } from './facts.tsx';
import { OwnDesignations } from './own-designations.tsx';

export const meta: MetaFunction = () => [{ title: '单位信息 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireEnterprise(incoming);
  const { organisationId } = visit.scope;
  const canManage = can(visit.acting.role, 'manageOrganisation');
  return incoming.context.ports.db.transaction(visit.scope, async (trx) => {
    const house = await getOrganisation(trx, organisationId);
    if (!house) throw refusalResponse(refuse('not_found').refusal);
    const webhooks = canManage ? await listWebhooks(trx, organisationId) : [];
    const events = await listOrganisationEvents(trx, organisationId);
    const designations = (await listDesignationsOf(trx, organisationId)).map((one) => ({
      ...one,
      state: designationState(one, visit.moment.today),
    }));
    return { house, events, designations, canManage, webhookCount: webhooks.length };
  });
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'manageOrganisation');
  const form = await readForm(incoming, ColourSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const result = await chooseColour(incoming.context.ports, visit.actor, visit.moment, {
    organisationId: visit.scope.organisationId,
    colour: form.value.colour,
  });
  return redirectAfter('/organisation', result, w.coloured, { isSecure: incoming.context.isSecure });
}

function ColourForm({ colour }: { colour: string }) {
  const t = useText();
  return (
    <PostForm className="sh-card">
      <Title order={2}>{t(w.colour)}</Title>
      <p className="sh-muted">{t(w.colourHelp)}</p>
      <fieldset
        style={{ border: 0, padding: 0, margin: '0 0 16px', display: 'flex', flexWrap: 'wrap', gap: 16 }}
      >
        <legend style={{ position: 'absolute', left: -9999 }}>{t(w.colour)}</legend>
        {HOUSE_COLOURS.map((one) => (
          <Radio
            key={one}
            name="colour"
            value={one}
            defaultChecked={one === colour}
            label={
              <span>
                <span
                  aria-hidden="true"
                  style={{ display: 'inline-block', width: 28, height: 14, borderRadius: 2, background: one }}
                />{' '}
                <span style={{ fontSize: 12 }}>{one}</span>
              </span>
            }
          />
        ))}
      </fieldset>
      <Button type="submit" variant="default">
        {t(w.colourSave)}
      </Button>
    </PostForm>
  );
}

export default function Organisation() {
  const t = useText();
  const { house, events, designations, canManage, webhookCount } = useLoaderData<typeof loader>();
  const canCorrect = canManage && (house.verification === 'pending' || house.verification === 'rejected');
  return (
    <>
      <PageHeader
        title={t(w.profileTitle)}
        signs={<VerificationSign state={house.verification} />}
        lead={t(w.stateMeaning[house.verification])}
        actions={
          canCorrect && (
            <Button component={Link} to="/organisation/edit">
              {t(w.edit)}
            </Button>
          )
        }
      />
      <div className="sh-two">
        <div style={{ display: 'grid', gap: 16 }}>
          <section className="sh-card">
            <Title order={2} mb="sm">
              {t(w.facts)}
            </Title>
            <OrganisationFacts house={house} />
            {(house.verificationNote || house.verifiedByName) && (
              <dl className="sh-facts" style={{ marginTop: 12 }}>
                <dt>{t(w.verifiedBy)}</dt>
                <dd>{house.verifiedByName ?? '—'}</dd>
                <dt>{t(w.note)}</dt>
                <dd>{house.verificationNote || '—'}</dd>
              </dl>
            )}
          </section>
          <OwnDesignations designations={designations} />
          {canManage && (
            <section className="sh-card">
              <Title order={2}>{t(w.webhooks)}</Title>
              <p className="sh-muted">{t(w.webhooksLead)}</p>
              <Button component={Link} to="/organisation/webhooks" variant="default">
                {t(w.webhooksManage)}（{webhookCount}）
              </Button>
            </section>
          )}
          {canManage && <ColourForm colour={house.colour} />}
        </div>
        <OrganisationTimeline events={events} />
      </div>
    </>
  );
}
