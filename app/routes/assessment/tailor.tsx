import { Button, Textarea } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { refuse } from '#app/domain/refusal/refusal.ts';
import { bilingual } from '#app/domain/words.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { assessmentWords as w } from '../../i18n/assessment.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { excludeCells } from '../../services/assessment/exclude-cells.server.ts';
import { includeCells } from '../../services/assessment/include-cells.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { requireAssessmentHouse } from './house.server.ts';
import { loadAssessmentHead } from './load-assessment.server.ts';
import { exclusionNames } from './record.server.ts';

export const meta: MetaFunction = () => [{ title: '裁剪 · 数衡 Shuheng' }];

const TailorSchema = z.object({
  intent: z.enum(['exclude', 'include']),
  cell: z.array(z.string().max(60)).max(500),
  reason: z
    .string()
    .max(500, bilingual('理由最多 500 字。', 'The reason is at most 500 characters long.'))
    .default(''),
});

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params, 'assess');
  const head = await loadAssessmentHead(incoming, house, incoming.params['assessmentId']);
  if (!head.intents.includes('tailor')) throw refusalResponse(refuse('not_allowed_now').refusal);
  const { assessment, model, exclusions } = head;
  const left = new Set(exclusions.map(({ cellId }) => cellId));
  const dimensions = new Map(model.dimensions.map(({ id, name }) => [id, name]));
  return {
    client: house.client,
    title: assessment.title,
    place: `${house.base}/assessments/${assessment.id}`,
    exclusions: exclusionNames(model, exclusions),
    domains: model.domains.map((domain) => ({
      id: domain.id,
      name: domain.name,
      cells: domain.items.flatMap((item) =>
        item.cells
          .filter(({ id }) => !left.has(id))
          .map(({ id, dimensionId }) => ({
            id,
            itemId: item.id,
            name: item.name,
            dimension: (dimensionId === null ? undefined : dimensions.get(dimensionId)) ?? null,
          })),
      ),
    })),
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params, 'assess');
  const form = await readForm(incoming, TailorSchema, ['cell']);
  if (!form.ok) return refused(form.refusal, form.values);
  const { ports, isSecure } = incoming.context;
  const { actor, moment } = house.visit;
  const { intent, cell: cellIds, reason } = form.value;
  const assessmentId = incoming.params['assessmentId'] ?? '';
  const result =
    intent === 'exclude'
      ? await excludeCells(ports, actor, moment, { assessmentId, cellIds, reason })
      : await includeCells(ports, actor, moment, { assessmentId, cellIds });
  if (!result.ok) return refused(result.refusal, form.values);
  const said = intent === 'exclude' ? w.excludedDone : w.includedDone;
  return redirectWith(`${house.base}/assessments/${assessmentId}/tailor`, said, { isSecure });
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Choices({ domains, typed }: { domains: Loaded['domains']; typed: string }) {
  const t = useText();
  return domains
    .filter(({ cells }) => cells.length > 0)
    .map((domain) => (
      <details key={domain.id} style={{ marginBottom: 8 }}>
        <summary>
          {domain.id} {t(domain.name)}
        </summary>
        <fieldset style={{ border: 0, margin: 0, padding: '4px 0 4px 16px' }}>
          <legend className="sh-visually-hidden">{t(domain.name)}</legend>
          {domain.cells.map((cell) => (
            <label key={cell.id} style={{ display: 'block', padding: '4px 0' }}>
              <input type="checkbox" name="cell" value={cell.id} defaultChecked={typed === cell.id} />{' '}
              {cell.itemId} {t(cell.name)}
              {cell.dimension && ` · ${t(cell.dimension)}`}
            </label>
          ))}
        </fieldset>
      </details>
    ));
}

function Excluded({ exclusions }: { exclusions: Loaded['exclusions'] }) {
  const t = useText();
  return (
    <section className="sh-card" aria-labelledby="excluded">
      <h2 id="excluded" className="sh-h2">
        {t(w.excludedNow)}
      </h2>
      {exclusions.length === 0 ? (
        <p className="sh-muted">{t(w.noExclusion)}</p>
      ) : (
        <ul className="sh-list">
          {exclusions.map((one) => (
            <li key={one.cellId}>
              <strong>
                {one.itemId} {t(one.name)}
                {one.dimension && ` · ${t(one.dimension)}`}
              </strong>
              <div>{one.reason}</div>
              <div className="sh-muted">
                {one.excludedByName} · {t(instantText(one.excludedAt))}
              </div>
              <PostForm>
                <input type="hidden" name="intent" value="include" />
                <input type="hidden" name="cell" value={one.cellId} />
                <Button
                  type="submit"
                  size="compact-sm"
                  variant="default"
                  aria-label={`${t(w.include)} ${one.itemId} ${t(one.name)}${one.dimension ? ` ${t(one.dimension)}` : ''}`}
                >
                  {t(w.include)}
                </Button>
              </PostForm>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export default function Tailor() {
  const t = useText();
  const { client, title, place, domains, exclusions } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  return (
    <>
      {client && <ClientBar client={client} />}
      <PageHeader
        title={`${t(w.tailor)}：${title}`}
        lead={
          <>
            {t(w.tailorLead)} <Link to={place}>{t(w.back)}</Link>
          </>
        }
      />
      <ErrorSummary refused={answer} labels={{ cell: t(w.cells), reason: t(w.reason) }} />
      <div className="sh-two">
        <PostForm className="sh-card">
          <input type="hidden" name="intent" value="exclude" />
          <h2 id="cell" className="sh-h2">
            {t(w.cells)}
          </h2>
          <Choices domains={domains} typed={answer?.values.cell ?? ''} />
          <Textarea
            {...field('reason')}
            label={t(w.reason)}
            description={t(w.reasonHelp)}
            rows={3}
            maxLength={500}
            required
            my="md"
          />
          <Button type="submit">{t(w.exclude)}</Button>
        </PostForm>
        <aside>
          <Excluded exclusions={exclusions} />
        </aside>
      </div>
    </>
  );
}
