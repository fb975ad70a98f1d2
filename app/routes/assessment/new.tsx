import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { modelName, type MaturityModel } from '#app/domain/assessment/model.ts';
import { StartSchema } from '#app/domain/assessment/start.ts';
import { refuse } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { crosswalkFor } from '#assessments/crosswalk.ts';
import { maturityModels } from '#assessments/model.ts';
import type { Trx } from '#db/client.ts';
import { listAssessments } from '#db/queries/assessment.read.ts';
import { listModels } from '#db/queries/model.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { readForm } from '../../http/form.server.ts';
import { onceOnly } from '../../http/once.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import type { Incoming } from '../../http/context.server.ts';
import { assessmentWords as w } from '../../i18n/assessment.ts';
import { useText } from '../../i18n/language.tsx';
import { startAssessment } from '../../services/assessment/start-assessment.server.ts';
import { findModel } from '../../services/model/find-model.step.server.ts';
import { listUsableSchemes } from '../../services/scheme/find-scheme.step.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { requireAssessmentHouse } from './house.server.ts';

export const meta: MetaFunction = () => [{ title: '新建评估 · 数衡 Shuheng' }];

function modelView(model: MaturityModel) {
  const { id, family, standard, edition, title, effectiveOn, supersededOn, supersededBy } = model;
  const short =
    family === 'own'
      ? title
      : words(`${family.toUpperCase()} ${edition}`, `${family.toUpperCase()} ${edition}`);
  return { id, standard, short, title, effectiveOn, supersededOn, isSuperseded: supersededBy !== null };
}

/** Models that may be chosen: shipped ones, those in force first, then the house's own. */
async function choosable(trx: Trx, organisationId: string): Promise<MaturityModel[]> {
  const shipped = [...maturityModels().values()].sort(
    (a, b) => Number(a.supersededBy !== null) - Number(b.supersededBy !== null),
  );
  const own: MaturityModel[] = [];
  for (const { id, state } of await listModels(trx, organisationId)) {
    const model = state === 'published' ? await findModel(trx, `own:${id}`) : undefined;
    if (model) own.push(model);
  }
  return [...shipped, ...own];
}

/** Own self-assessments that one by this model may begin with. */
async function earlier(trx: Trx, organisationId: string, model: MaturityModel) {
  const found: { id: string; title: string; day: string }[] = [];
  for (const { id, title, side, state, modelId, createdAt } of await listAssessments(trx, organisationId)) {
    if (side !== 'self' || state === 'withdrawn') continue;
    const from = await findModel(trx, modelId);
    if (from && crosswalkFor(from, model)) {
      found.push({ id, title: `${title}（${modelName(from).zh}）`, day: createdAt.slice(0, 10) });
    }
  }
  return found;
}

/** The house in which a self-assessment begins: the own, or a client's that is helped. An assessor waits for an order. */
async function requireStarter(incoming: Incoming, params: { readonly grantId?: string | undefined }) {
  const house = await requireAssessmentHouse(incoming, params, 'assess');
  if (house.side !== 'self') throw refusalResponse(refuse('forbidden').refusal);
  return house;
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, organisationId, base, client } = await requireStarter(incoming, incoming.params);
  // A consultancy brings its own schemes to the clients that it helps.
  const houses = [...new Set([organisationId, visit.scope.organisationId])];
  const wanted = new URL(incoming.request.url).searchParams.get('model');
  const { today } = visit.moment;
  return incoming.context.ports.db.transaction(visit.scope, async (trx) => {
    const models = await choosable(trx, organisationId);
    const model = models.find(({ id }) => id === wanted);
    if (!model) return { today, base, client, models: models.map(modelView), chosen: null };
    const schemes = await listUsableSchemes(trx, houses, model.family);
    return {
      today,
      base,
      client,
      models: models.map(modelView),
      chosen: {
        model: modelView(model),
        schemes: schemes.map(({ id, title, version }) => ({ id, title, version })),
        previous: await earlier(trx, organisationId, model),
        levels: model.levels.map(({ level, name }) => ({ level, name })),
      },
    };
  });
}

export async function action(incoming: ActionFunctionArgs) {
  const { visit, base } = await requireStarter(incoming, incoming.params);
  const form = await readForm(incoming, StartSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const result = await onceOnly(incoming, form.value, () =>
    startAssessment(incoming.context.ports, visit.actor, visit.moment, form.value),
  );
  if (!result.ok) return refused(result.refusal, form.values);
  const { assessmentId } = result.value;
  const after = form.value.previousId === null ? '' : '/carried';
  return redirectWith(`${base}/assessments/${assessmentId}${after}`, w.begun, {
    isSecure: incoming.context.isSecure,
  });
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Models({ models, base }: Pick<Loaded, 'models' | 'base'>) {
  const t = useText();
  return (
    <section className="sh-card" aria-labelledby="models">
      <h2 id="models" className="sh-h2">
        {t(w.chooseModel)}
      </h2>
      <ul className="sh-list">
        {models.map((model) => (
          <li key={model.id}>
            <Link to={`${base}/assessments/new?model=${encodeURIComponent(model.id)}`}>
              {model.standard} {t(model.title)}
            </Link>{' '}
            {model.standard === '' ? (
              <Tag>{t(w.ownModel)}</Tag>
            ) : (
              <Sign tone={model.isSuperseded ? 'grey' : 'green'}>
                {t(model.isSuperseded ? w.superseded : w.current)}
              </Sign>
            )}
            <div className="sh-muted">
              {model.effectiveOn && `${model.effectiveOn} ${t(w.effectiveOn)}`}
              {model.supersededOn && ` · ${model.supersededOn} ${t(w.supersededOn)}`}
            </div>
          </li>
        ))}
      </ul>
      <p className="sh-muted">{t(w.ownWords)}</p>
    </section>
  );
}

function StartForm({
  chosen,
  today,
  base,
}: Pick<Loaded, 'today' | 'base'> & { chosen: NonNullable<Loaded['chosen']> }) {
  const t = useText();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  const { model, schemes, previous, levels } = chosen;
  return (
    <>
      <ErrorSummary
        refused={answer}
        labels={{
          modelId: t(w.model),
          schemeId: t(w.scheme),
          title: t(w.name),
          unit: t(w.unit),
          targetLevel: t(w.target),
          targetOn: t(w.targetOn),
          previousId: t(w.previous),
        }}
      />
      <PostForm className="sh-card">
        <p style={{ marginTop: 0 }}>
          {t(w.model)}：{model.standard} {t(model.title)}{' '}
          {model.isSuperseded && <Sign tone="grey">{t(w.superseded)}</Sign>}{' '}
          <Link to={`${base}/assessments/new`}>{t(w.otherModel)}</Link>
        </p>
        <input type="hidden" name="modelId" value={model.id} />
        <TextInput
          {...field('title', `${t(model.short)} ${t(w.sides.self)} ${today.slice(0, 4)}`)}
          label={t(w.name)}
          description={t(w.nameHelp)}
          required
          maxLength={80}
          mb="md"
        />
        <NativeSelect
          {...field('schemeId')}
          label={t(w.scheme)}
          data={schemes.map(({ id, title, version }) => ({ value: id, label: `${t(title)} v${version}` }))}
          required
          mb="md"
        />
        <TextInput {...field('unit')} label={t(w.unit)} description={t(w.unitHelp)} maxLength={80} mb="md" />
        <NativeSelect
          {...field('targetLevel')}
          label={t(w.target)}
          data={[
            { value: '', label: t(w.noTarget) },
            ...levels.map(({ level, name }) => ({ value: String(level), label: `${level} ${t(name)}` })),
          ]}
          mb="md"
        />
        <TextInput
          {...field('targetOn')}
          type="date"
          min={today}
          label={t(w.targetOn)}
          mb="md"
          style={{ maxWidth: 240 }}
        />
        {previous.length > 0 && (
          <NativeSelect
            {...field('previousId')}
            label={t(w.previous)}
            description={t(w.previousHelp)}
            data={[
              { value: '', label: t(w.previousNone) },
              ...previous.map(({ id, title, day }) => ({ value: id, label: `${day} ${title}` })),
            ]}
            mb="md"
          />
        )}
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit">{t(w.begin)}</Button>
          <Link to={`${base}/assessments`}>{t(w.backToList)}</Link>
        </div>
      </PostForm>
    </>
  );
}

const FIRST = words('先选模型，再填写范围和目标。', 'Choose a model, then its scope and target.');

export default function NewAssessment() {
  const t = useText();
  const { models, chosen, today, base, client } = useLoaderData<typeof loader>();
  return (
    <NarrowPage title={t(w.start)} lead={t(FIRST)}>
      {client && <ClientBar client={client} />}
      {chosen ? (
        <StartForm chosen={chosen} today={today} base={base} />
      ) : (
        <Models models={models} base={base} />
      )}
    </NarrowPage>
  );
}
