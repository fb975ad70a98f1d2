import './item.css';
import '../../components/filing/filing.css';
import '../../components/list/list.css';
import { Alert, Button } from '@mantine/core';
import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import type { AnswerClash } from '#app/domain/assessment/answer.ts';
import { baseText, gradeField } from '#app/domain/assessment/answer-form.ts';
import { itemsAround } from '#app/domain/assessment/item-order.ts';
import { scoreOneItem } from '#app/domain/assessment/score.ts';
import type { Refusal } from '#app/domain/refusal/refusal.ts';
import { LocalCopyOffer, SaveStatus } from '../../components/filing/save-state.tsx';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm, useFormToken } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { readPosted, textEntries } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { itemWords as w } from '../../i18n/assessment-item.ts';
import { useText } from '../../i18n/language.tsx';
import { confirmCarried } from '../../services/answer/confirm-carried.server.ts';
import { saveAnswers } from '../../services/answer/save-answers.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { requireAssessmentHouse, type AssessmentHouse } from './house.server.ts';
import { ItemCell } from './item-cell.tsx';
import { itemAddress, ItemNavigation } from './item-navigation.tsx';
import { loadItemPage, type ItemPage } from './item-page.server.ts';
import { ItemRail, ValidationPanel } from './item-rail.tsx';
import { loadAssessment } from './load-assessment.server.ts';
import { readAnswerForm } from './posted-answers.server.ts';
import { useAnswers, type Answers } from './use-answers.ts';
import { useItemKeys } from './use-item-keys.ts';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page ? `${page.item.name.zh} · ` : ''}评估 · 数衡 Shuheng` },
];

export async function loader(incoming: LoaderFunctionArgs) {
  return loadItemPage(incoming, incoming.params);
}

/** Words beside criteria: a field's error is found under its card. */
function atCards(refusal: Refusal): Refusal {
  const fields = Object.entries(refusal.fields ?? {}).map(([id, words]) => [`c-${id}`, words]);
  return { ...refusal, fields: Object.fromEntries(fields) };
}

/** Where the form's button leads once everything is saved. */
async function goOn(incoming: ActionFunctionArgs, house: AssessmentHouse) {
  const { assessmentId = '', itemId = '' } = incoming.params;
  const { isSecure } = incoming.context;
  const place = `${house.base}/assessments/${assessmentId}`;
  const { model, sheet } = await loadAssessment(incoming, house, assessmentId);
  const next = itemsAround(model, sheet, itemId).nextUnanswered;
  if (!next) return redirectWith(itemAddress(place, itemId), w.savedLast, { isSecure });
  return redirectWith(itemAddress(place, next.itemId, next.criterionId), w.savedNow, { isSecure });
}

/** Saves the whole form; then confirms what was carried over, or goes on to the next unanswered item. */
export async function action(incoming: ActionFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params, 'assess');
  const { ports, isSecure } = incoming.context;
  const { assessmentId = '', itemId = '' } = incoming.params;
  const { visit } = house;
  const form = await readPosted(incoming);
  const cleared = form.get('_clear');
  if (typeof cleared === 'string') form.delete(gradeField(cleared));
  const typed = Object.fromEntries(textEntries(form));
  const edits = readAnswerForm(form);
  if (!edits.ok) return refused(edits.refusal, typed);
  const input = { assessmentId, edits: edits.value };
  const saved = await saveAnswers(ports, visit.actor, visit.moment, input);
  if (!saved.ok) return refused(atCards(saved.refusal), typed);
  const { clashes } = saved.value;
  if (clashes.length > 0) return data({ clashes }, { status: 409 });
  if (form.get('_intent') === 'next') return goOn(incoming, house);
  const address = itemAddress(`${house.base}/assessments/${assessmentId}`, itemId);
  const criterionId = form.get('_confirm');
  if (typeof criterionId !== 'string') return redirectWith(address, w.savedNow, { isSecure });
  const which = criterionId === 'all' ? {} : { criterionId };
  const confirmed = await confirmCarried(ports, visit.actor, visit.moment, {
    assessmentId,
    place: { itemId },
    ...which,
  });
  if (!confirmed.ok) return refused(confirmed.refusal, typed);
  return redirectWith(address, w.confirmed(confirmed.value.confirmed), { isSecure });
}

function clashesIn(answer: unknown): readonly AnswerClash[] {
  if (typeof answer !== 'object' || answer === null || !('clashes' in answer)) return [];
  return answer.clashes as readonly AnswerClash[];
}

/** Why nothing, or not everything, can be changed here. */
function ReadOnlyNote({ page }: { page: ItemPage }) {
  const t = useText();
  const { state } = page.assessment;
  if (page.cells.every(({ isOpen, exclusion }) => isOpen || exclusion !== null)) return null;
  const why =
    state === 'signed' || state === 'withdrawn'
      ? w.readOnlySigned
      : state === 'validating' && page.mayAnswerReturned
        ? w.readOnlyValidating
        : w.readOnly;
  return (
    <Alert color="gray" variant="light" mb="sm" py={8}>
      {t(why)}
    </Alert>
  );
}

function Head({ page, place }: { page: ItemPage; place: string }) {
  const t = useText();
  const { assessment, item, domain, assigned } = page;
  return (
    <>
      <p style={{ margin: '0 0 6px' }}>
        <Link to={place}>{assessment.title}</Link>
        <span className="sh-muted">
          {assessment.unit && ` · ${assessment.unit}`} · {t(domain.name)} · {item.place}/{item.of}
        </span>
      </p>
      <PageHeader
        title={`${item.id} ${item.name.zh}`}
        signs={
          <>
            <Sign tone={assessment.sign.tone}>{t(assessment.sign.label)}</Sign>
            <Tag>{t(assessment.note)}</Tag>
            <Tag>{t(w.ownWording)}</Tag>
          </>
        }
        lead={
          <>
            <span lang="en">{item.name.en}</span>
            {item.clause && ` · ${t(w.clause)} ${item.clause}`}
            <span className="sh-item-progress">
              <span>
                {t(w.evaluator)}：{assigned.evaluator ?? t(w.nobody)}
              </span>
              <span>
                {t(w.validator)}：{assigned.validator ?? t(w.nobody)}
              </span>
            </span>
          </>
        }
        actions={
          page.mayTailor ? (
            <Button component={Link} to={`${place}/tailor`} variant="default">
              {t(w.tailor)}
            </Button>
          ) : undefined
        }
      />
    </>
  );
}

function KeyHelp() {
  const t = useText();
  return (
    <details>
      <summary>{t(w.keys)}</summary>
      {t(w.keysText)}
    </details>
  );
}

/** The dimensions of a process area, to jump to. */
function Dimensions({ page, answers }: { page: ItemPage; answers: Answers }) {
  const t = useText();
  if (page.cells.length < 2) return null;
  return (
    <nav className="sh-tabs" aria-label={t(w.dimensions)}>
      {page.cells.map(({ id, dimension, criteria, exclusion }) => (
        <a key={id} href={`#cell-${id}`}>
          {dimension && t(dimension)}{' '}
          <span className="sh-muted">
            {exclusion === null
              ? `${criteria.filter((one) => answers.valueOf(one.id).grade !== null).length}/${criteria.length}`
              : t(w.excluded)}
          </span>
        </a>
      ))}
    </nav>
  );
}

/** The grades given so far, as the scoring reads them. */
function gradesOf(answers: Answers) {
  return Object.fromEntries(
    Object.entries(answers.values).flatMap(([id, { grade }]) => (grade === null ? [] : [[id, grade]])),
  );
}

function Questionnaire({ page, place }: { page: ItemPage; place: string }) {
  const t = useText();
  const token = useFormToken();
  const answer = useActionData<unknown>();
  const { item } = page;
  const address = itemAddress(place, item.id);
  const formId = `answers-${item.id}`;
  const answers = useAnswers({
    address: `${place}/answers`,
    lookAddress: `${place}/answers?item=${encodeURIComponent(item.id)}`,
    formId,
    memoryKey: `answers:${page.accountId}:${page.assessment.id}:${item.id}`,
    token,
    answers: page.answers,
    clashes: clashesIn(answer),
    refused: refusedIn(answer)?.values ?? {},
    savedAt: page.savedAt,
    accountName: page.accountName,
    isReadOnly: !page.isOpen,
  });
  const onKeyDown = useItemKeys(page, answers, place);
  const exclusions = Object.fromEntries(
    page.cells.flatMap(({ id, exclusion }) => (exclusion === null ? [] : [[id, exclusion]])),
  );
  const cells = page.cells.map(({ id, criteria }) => ({ id, dimensionId: null, criteria }));
  const result = scoreOneItem(page.rules, { ...item, cells }, { grades: gradesOf(answers), exclusions });
  const criteria = page.cells.filter(({ exclusion }) => exclusion === null).flatMap((cell) => cell.criteria);
  const answered = criteria.filter(({ id }) => answers.valueOf(id).grade !== null).length;
  // What was just given counts in the domain and the whole, too.
  const since = answered - page.progress.item.answered;
  const live = ({ answered: before, criteria: of }: ItemPage['progress']['all']) =>
    t(w.answeredOf(before + since, of));
  const isCarried = page.isOpen && Object.values(answers.facts).some((fact) => fact.isCarried);
  return (
    <>
      <div className="sh-item-bar">
        <strong>
          {t(w.thisItem)} {t(w.answeredOf(answered, criteria.length))}
        </strong>
        <span className="sh-muted">
          {t(w.thisDomain)} {live(page.progress.domain)} · {t(w.whole)} {live(page.progress.all)}
        </span>
        <ItemNavigation page={page} place={place} />
        {page.isOpen && <SaveStatus save={answers} token={token} organisationId={page.actingId} />}
        {page.isOpen && <KeyHelp />}
      </div>
      <LocalCopyOffer save={answers} />
      <Dimensions page={page} answers={answers} />
      <PostForm id={formId} action={address} onKeyDown={onKeyDown} preventScrollReset>
        {/* The first submit button is the one that Enter presses. */}
        {page.isOpen && (
          <button type="submit" className="sh-visually-hidden" tabIndex={-1} aria-hidden="true">
            {t(w.save)}
          </button>
        )}
        <input type="hidden" name="_base" value={baseText(page.answers)} />
        {page.cells.map((cell) => (
          <ItemCell
            key={cell.id}
            cell={cell}
            page={page}
            answers={answers}
            result={result.cells.find(({ cellId }) => cellId === cell.id)}
          />
        ))}
        {page.isOpen && (
          <div className="sh-item-end">
            <Button type="submit" name="_intent" value="next">
              {t(w.saveAndNext)}
            </Button>
            <Button type="submit" name="_intent" value="save" variant="default">
              {t(w.save)}
            </Button>
            {isCarried && (
              <Button type="submit" name="_confirm" value="all" variant="default">
                {t(w.confirmAll)}
              </Button>
            )}
          </div>
        )}
      </PostForm>
    </>
  );
}

export default function AssessmentItem() {
  const page = useLoaderData<typeof loader>() as ItemPage;
  const answer = useActionData<unknown>();
  const place = `${page.base}/assessments/${page.assessment.id}`;
  const address = itemAddress(place, page.item.id);
  const summary =
    clashesIn(answer).length > 0
      ? { refusal: { code: 'conflict', words: w.clashPage, fields: {} }, values: {} }
      : refusedIn(answer);
  return (
    <>
      {page.client && <ClientBar client={page.client} />}
      <Head page={page} place={place} />
      <ErrorSummary refused={summary} />
      <ReadOnlyNote page={page} />
      {page.mayValidate && page.assessment.state === 'validating' && (
        <ValidationPanel page={page} address={address} />
      )}
      <div className="sh-item-layout">
        <div>
          <Questionnaire key={page.item.id} page={page} place={place} />
        </div>
        <ItemRail page={page} place={place} address={address} />
      </div>
    </>
  );
}
