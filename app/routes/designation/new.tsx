import '../../components/list/list.css';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { isId } from '#db/identifier.ts';
import type { Trx } from '#db/client.ts';
import { getOrganisation, listEnterprises } from '#db/queries/organisation.read.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { GiveSchema } from '../../domain/designation/designation.ts';
import { regionShortName } from '../../domain/organisation/region.ts';
import { DESIGNATIONS } from '../../domain/target/plan.ts';
import { readForm, readSearch } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { designationWords as w } from '../../i18n/designation.ts';
import { useText } from '../../i18n/language.tsx';
import { giveDesignation } from '../../services/designation/give-designation.server.ts';
import { optionsOf } from '../organisation/select-options.ts';

export const meta: MetaFunction = () => [{ title: '授予称号 · 数衡 Shuheng' }];

/** What is searched for, or who was chosen. */
const Search = z.object({
  q: z.string().trim().max(60).catch(''),
  enterprise: z.string().max(36).catch(''),
});

/** Enterprises that one search lists. */
const LISTED = 20;

async function findEnterprises(trx: Trx, scope: RegulatorScope, text: string) {
  if (text === '') return [];
  const reach = { programmeId: scope.programmeId, regionCode: scope.regionCode };
  return listEnterprises(trx, reach, { state: 'all', region: '', text, after: null, limit: LISTED });
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope, moment } = await requireRegulator(incoming, 'designate');
  const search = readSearch(incoming.request, Search);
  const { chosen, found } = await incoming.context.ports.db.transaction(scope, async (trx) => {
    const house = isId(search.enterprise) ? await getOrganisation(trx, search.enterprise) : undefined;
    return {
      chosen: house?.kind === 'enterprise' ? house : undefined,
      found: await findEnterprises(trx, scope, search.q),
    };
  });
  const view = (house: { id: string; name: string; uscc: string | null; regionCode: string }) => ({
    id: house.id,
    name: house.name,
    uscc: house.uscc,
    region: regionShortName(house.regionCode),
  });
  return {
    q: search.q,
    today: moment.today,
    chosen: chosen ? view(chosen) : null,
    found: found.slice(0, LISTED).map(view),
    hasMore: found.length > LISTED,
  };
}

/** 授予称号. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'designate');
  const form = await readForm(incoming, GiveSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const { ports, isSecure } = incoming.context;
  const result = await giveDesignation(ports, visit.actor, visit.moment, form.value);
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith('/designations', w.given(result.value.name), { isSecure });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Finder({ page }: { page: Page }) {
  const t = useText();
  return (
    <section className="sh-card" style={{ marginBottom: 16 }}>
      <Form method="get" role="search" aria-label={t(w.findEnterprise)}>
        <TextInput
          name="q"
          type="search"
          label={t(w.findEnterprise)}
          description={t(w.search)}
          defaultValue={page.q}
          maxLength={60}
          mb="sm"
        />
        <Button type="submit" variant="default">
          {t(w.find)}
        </Button>
      </Form>
      {page.q !== '' && page.found.length === 0 && <p>{t(w.noneFound)}</p>}
      {page.found.length > 0 && (
        <ul>
          {page.found.map((house) => (
            <li key={house.id}>
              <Link
                to={`/designations/new?enterprise=${house.id}`}
                aria-label={`${t(w.choose)}：${house.name}`}
              >
                {house.name}
              </Link>{' '}
              <span className="sh-muted">
                {house.uscc} · {t(house.region)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {page.hasMore && <p className="sh-muted">{t(w.moreFound)}</p>}
    </section>
  );
}

export default function GiveDesignation() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const refusal = refusedIn(useActionData<typeof action>());
  const field = postedFields(refusal, t);
  const labels = {
    enterprise: t(w.enterprise),
    kind: t(w.kind),
    sinceOn: t(w.sinceOn),
    basis: t(w.basis),
  };
  return (
    <NarrowPage title={t(w.giveTitle)} lead={t(w.giveLead)}>
      <ErrorSummary refused={refusal} labels={labels} />
      {page.chosen === null ? (
        <Finder page={page} />
      ) : (
        <PostForm className="sh-card">
          <input type="hidden" id="enterprise" name="enterprise" value={page.chosen.id} />
          <p style={{ marginTop: 0 }}>
            {t(w.chosen)}：<strong>{page.chosen.name}</strong>{' '}
            <span className="sh-muted">
              {page.chosen.uscc} · {t(page.chosen.region)}
            </span>{' '}
            <Link to="/designations/new">{t(w.other)}</Link>
          </p>
          <NativeSelect
            {...field('kind')}
            label={t(w.kind)}
            required
            mb="md"
            data={[{ value: '', label: '–' }, ...optionsOf(DESIGNATIONS, t)]}
          />
          <TextInput
            {...field('sinceOn')}
            type="date"
            max={page.today}
            label={t(w.sinceOn)}
            required
            mb="md"
          />
          <Textarea
            {...field('basis')}
            label={t(w.basis)}
            description={t(w.basisHelp)}
            rows={2}
            maxLength={300}
            required
            mb="md"
          />
          <Button type="submit">{t(w.give)}</Button>
        </PostForm>
      )}
      <p>
        <Link to="/designations">{t(w.back)}</Link>
      </p>
    </NarrowPage>
  );
}
