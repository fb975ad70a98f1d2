import { Alert, Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { Timeline } from '../../components/filing/timeline.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { modelName } from '../../domain/assessment/model.ts';
import { RESULT_NOTES } from '../../domain/assessment/state.ts';
import { assessmentWords as w, stepWords } from '../../i18n/assessment.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { ClientBar } from '../client/client-bar.tsx';
import { DefinitionLink } from './definition-link.tsx';
import { AssessmentSigns } from './assessment-sign.tsx';
import { requireAssessmentHouse } from './house.server.ts';
import { loadAssessmentHead } from './load-assessment.server.ts';
import { loadRecord } from './record.server.ts';

export const meta: MetaFunction = () => [{ title: '评估 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const head = await loadAssessmentHead(incoming, house, incoming.params['assessmentId']);
  const { assessment, model } = head;
  const { scheme, ...facts } = assessment;
  return {
    base: house.base,
    client: house.client,
    assessment: facts,
    scheme: scheme.title,
    model: { name: modelName(model), digest: model.digest },
    intents: head.intents,
    isHidden: head.isHidden,
    record: await loadRecord(incoming, house, head),
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Domains({ loaded, place }: { loaded: Loaded; place: string }) {
  const t = useText();
  return (
    <section className="sh-card" aria-labelledby="domains" style={{ marginBottom: 16 }}>
      <h2 id="domains" className="sh-h2">
        {t(w.byDomain)}
      </h2>
      <div className="sh-table-wrap">
        <table className="sh-table" data-cards>
          <thead>
            <tr>
              <th scope="col">{t(w.domain)}</th>
              <th scope="col">{t(w.answered)}</th>
              <th scope="col">{t(w.validated)}</th>
              <th scope="col">{t(w.evaluator)}</th>
              <th scope="col">{t(w.validator)}</th>
            </tr>
          </thead>
          <tbody>
            {loaded.record.domains.map((domain) => (
              <tr key={domain.domainId}>
                <td data-label={t(w.domain)}>
                  <Link to={`${place}/items/${domain.nextItemId ?? domain.firstItemId}`}>
                    {t(domain.name)}
                  </Link>
                  {domain.excludedCells > 0 && (
                    <div className="sh-muted">
                      {t(w.excluded)} {domain.excludedCells}
                    </div>
                  )}
                </td>
                <td data-label={t(w.answered)}>
                  <progress
                    max={Math.max(domain.criteria, 1)}
                    value={domain.answered}
                    aria-label={`${t(domain.name)} ${t(w.answered)}`}
                    style={{ width: 80, verticalAlign: 'middle' }}
                  />{' '}
                  {domain.answered}/{domain.criteria}
                  {domain.carried > 0 && (
                    <div className="sh-muted">
                      {t(w.carried)} {domain.carried}
                    </div>
                  )}
                </td>
                <td data-label={t(w.validated)}>
                  {domain.validated}/{domain.answered}
                  {domain.returned > 0 && (
                    <div>
                      <Sign tone="amber">
                        {t(w.returned)} {domain.returned}
                      </Sign>
                    </div>
                  )}
                </td>
                <td data-label={t(w.evaluator)}>{domain.evaluatorName ?? t(w.nobody)}</td>
                <td data-label={t(w.validator)}>{domain.validatorName ?? t(w.nobody)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Facts({ loaded }: { loaded: Loaded }) {
  const t = useText();
  const { assessment, model, scheme } = loaded;
  return (
    <section className="sh-card" aria-labelledby="facts" style={{ marginBottom: 16 }}>
      <h2 id="facts" className="sh-h2">
        {t(w.facts)}
      </h2>
      <dl className="sh-facts">
        <dt>{t(w.model)}</dt>
        <dd>
          <DefinitionLink room="models" id={assessment.modelId} inClient={loaded.client !== null}>
            {t(model.name)}
          </DefinitionLink>
          <div className="sh-digest sh-muted">SM3 {model.digest.slice(0, 16)}…</div>
        </dd>
        <dt>{t(w.scheme)}</dt>
        <dd>{t(scheme)}</dd>
        <dt>{t(w.unit)}</dt>
        <dd>{assessment.unit || t(w.wholeHouse)}</dd>
        <dt>{t(w.target)}</dt>
        <dd>
          {assessment.targetLevel === null
            ? t(w.noTarget)
            : `${assessment.targetLevel} ${t(w.levelOf)}${assessment.targetOn ? `，${assessment.targetOn}` : ''}`}
        </dd>
        {assessment.consultancyName && (
          <>
            <dt>{t(w.assessor)}</dt>
            <dd>{assessment.consultancyName}</dd>
          </>
        )}
        <dt>{t(w.startedBy)}</dt>
        <dd>
          {assessment.createdByName} · {t(instantText(assessment.createdAt))}
        </dd>
      </dl>
    </section>
  );
}

/** Tailoring and open questions. */
function Contents({ loaded, place }: { loaded: Loaded; place: string }) {
  const t = useText();
  const { exclusions, threads } = loaded.record;
  return (
    <>
      <section className="sh-card" aria-labelledby="tailoring" style={{ marginBottom: 16 }}>
        <h2 id="tailoring" className="sh-h2">
          {t(w.tailor)}
        </h2>
        {exclusions.length === 0 ? (
          <p className="sh-muted">{t(w.noExclusion)}</p>
        ) : (
          <ul className="sh-list">
            {exclusions.map((one) => (
              <li key={one.cellId}>
                {one.itemId} {t(one.name)}
                {one.dimension && ` · ${t(one.dimension)}`}
                <div className="sh-muted">
                  {one.reason}（{one.excludedByName}）
                </div>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="sh-card" aria-labelledby="threads" style={{ marginBottom: 16 }}>
        <h2 id="threads" className="sh-h2">
          {t(w.openThreads)}
        </h2>
        {threads.length === 0 ? (
          <p className="sh-muted">{t(w.noThreads)}</p>
        ) : (
          <ul className="sh-list">
            {threads.map((thread) => (
              <li key={thread.id}>
                <Link to={`${place}/items/${thread.itemId}`}>{t(thread.name)}</Link>{' '}
                {thread.isReturn && <Sign tone="amber">{t(w.returned)}</Sign>}
                <div className="sh-muted">
                  {thread.createdByName} · {t(instantText(thread.createdAt))}
                </div>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function Versions({ loaded, place }: { loaded: Loaded; place: string }) {
  const t = useText();
  const { snapshots } = loaded.record;
  return (
    <section className="sh-card" aria-labelledby="versions" style={{ marginBottom: 16 }}>
      <h2 id="versions" className="sh-h2">
        {t(w.versions)}
      </h2>
      {snapshots.length === 0 ? (
        <p className="sh-muted">{t(w.noVersions)}</p>
      ) : (
        <ul className="sh-list">
          {snapshots.map((version) => (
            <li key={version.versionNo}>
              <Link to={`${place}/receipt?version=${version.versionNo}`}>
                {t(w.version)} {version.versionNo}
              </Link>{' '}
              {version.level} {t(w.levelOf)}（{version.overall}）{' '}
              {version.submittedAt && <Sign tone="blue">{t(w.submitted)}</Sign>}
              <div className="sh-muted">
                {version.signedByName} · {t(instantText(version.signedAt))}
              </div>
              <div className="sh-digest sh-muted">SM3 {version.digest.slice(0, 16)}…</div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Others({ loaded }: { loaded: Loaded }) {
  const t = useText();
  const { base, assessment, record } = loaded;
  if (record.others.length === 0) return null;
  return (
    <section className="sh-card" aria-labelledby="other" style={{ marginBottom: 16 }}>
      <h2 id="other" className="sh-h2">
        {t(w.other)}
      </h2>
      <ul className="sh-list">
        {record.others.map((other) => {
          const [self, independent] = assessment.side === 'self' ? [assessment, other] : [other, assessment];
          return (
            <li key={other.id}>
              <Link to={`${base}/assessments/${other.id}`}>{other.title}</Link>{' '}
              <AssessmentSigns assessment={other} />
              {other.consultancyName && <div className="sh-muted">{other.consultancyName}</div>}
              {other.isRevealed ? (
                <div>
                  <Link to={`${base}/assessments/compare?left=${self.id}&right=${independent.id}`}>
                    {t(independent.orderId === null ? w.compare : w.compareTwofold)}
                  </Link>
                </div>
              ) : (
                <div className="sh-muted">{t(w.hidden)}</div>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What may be done beside the next step. */
function More({ loaded, place }: { loaded: Loaded; place: string }) {
  const t = useText();
  const may = (intent: Loaded['intents'][number]) => loaded.intents.includes(intent);
  const { assessment, isHidden, record } = loaded;
  const hasIndependent = record.others.some(({ side }) => side === 'independent');
  const links = [
    { shown: !isHidden, path: '/result', label: w.result },
    { shown: !isHidden, path: '/gaps', label: w.gaps },
    { shown: !isHidden, path: '/report', label: w.report },
    { shown: true, path: '/threads', label: w.toThreads },
    { shown: may('answer'), path: '/workbook', label: w.workbook },
    { shown: may('tailor'), path: '/tailor', label: w.tailor },
    { shown: may('assign'), path: '/assign', label: w.assign },
    { shown: assessment.previousId !== null && !isHidden, path: '/carried', label: w.carriedList },
    { shown: may('requestValidation'), path: '/step/validation', label: stepWords.validation.title },
    { shown: may('endValidation'), path: '/step/evaluation', label: stepWords.evaluation.title },
    { shown: may('sign'), path: '/sign', label: w.sign },
    {
      shown: may('orderIndependent') && !hasIndependent,
      path: '/independent',
      label: w.orderIndependent,
    },
    { shown: may('submit') && !isHidden, path: '/step/submit', label: stepWords.submit.title },
    { shown: may('reopen'), path: '/step/reopen', label: stepWords.reopen.title },
    { shown: may('withdraw'), path: '/step/withdraw', label: stepWords.withdraw.title },
  ].filter(({ shown }) => shown);
  if (links.length === 0) return null;
  return (
    <section className="sh-card" aria-labelledby="more" style={{ marginBottom: 16 }}>
      <h2 id="more" className="sh-h2">
        {t(w.more)}
      </h2>
      <ul className="sh-list">
        {links.map(({ path, label }) => (
          <li key={path}>
            <Link to={`${place}${path}`}>{t(label)}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

export default function AssessmentRecordPage() {
  const t = useText();
  const loaded = useLoaderData<typeof loader>();
  const { base, client, assessment, isHidden, record } = loaded;
  const place = `${base}/assessments/${assessment.id}`;
  return (
    <>
      {client && <ClientBar client={client} />}
      <PageHeader
        title={assessment.title}
        signs={
          <>
            <AssessmentSigns assessment={assessment} />
            {assessment.versionNo > 1 && (
              <Tag>
                {t(w.version)} {assessment.versionNo}
              </Tag>
            )}
          </>
        }
        lead={
          <>
            {t(RESULT_NOTES[assessment.side])} · <Link to={`${base}/assessments`}>{t(w.backToList)}</Link>
          </>
        }
        actions={
          record.next && (
            <Button component={Link} to={`${place}${record.next.path}`}>
              {t(record.next.label)}
            </Button>
          )
        }
      />
      {isHidden && (
        <Alert color="blue" variant="light" mb="md">
          {t(w.independentLead)}
        </Alert>
      )}
      <div className="sh-two">
        <div>
          {!isHidden && <Domains loaded={loaded} place={place} />}
          {!isHidden && <Contents loaded={loaded} place={place} />}
          {isHidden && <Facts loaded={loaded} />}
        </div>
        <aside>
          <More loaded={loaded} place={place} />
          {!isHidden && <Facts loaded={loaded} />}
          {!isHidden && <Versions loaded={loaded} place={place} />}
          <Others loaded={loaded} />
          {record.timeline.length > 0 && (
            <section className="sh-card" aria-labelledby="history" style={{ marginBottom: 16 }}>
              <h2 id="history" className="sh-h2">
                {t(w.history)}
              </h2>
              <Timeline events={record.timeline} />
            </section>
          )}
        </aside>
      </div>
    </>
  );
}
