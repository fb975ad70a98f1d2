import { Textarea } from '@mantine/core';
import type { AnswerClash } from '#app/domain/assessment/answer.ts';
import { gradeField, noteField } from '#app/domain/assessment/answer-form.ts';
import type { GradeKey } from '#app/domain/assessment/scheme.ts';
import { Sign } from '../../components/layout/sign.tsx';
import { itemWords as w } from '../../i18n/assessment-item.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import type { ItemPage } from './item-page.server.ts';
import type { Answers } from './use-answers.ts';

type Criterion = ItemPage['cells'][number]['criteria'][number];

interface CardProps {
  readonly criterion: Criterion;
  readonly page: ItemPage;
  readonly answers: Answers;
  readonly isOpen: boolean;
}

/** The name of a grade in the assessment's scheme. */
function gradeName(
  page: ItemPage,
  grade: GradeKey | string | null,
  none: string,
  t: ReturnType<typeof useText>,
) {
  const found = page.rules.grades.find((one) => one.grade === grade);
  return found ? t(found.name) : none;
}

/** Five buttons that are one group of radios: click, arrow keys, or the digit beside the name. */
function GradeChoice({ criterion, page, answers }: CardProps) {
  const t = useText();
  const chosen = answers.valueOf(criterion.id).grade;
  return (
    <fieldset className="sh-grades">
      <legend className="sh-visually-hidden">{t(w.gradeOf(criterion.id))}</legend>
      {page.rules.grades.map(({ grade, name }, index) => (
        <label key={grade} className="sh-grade">
          <input
            type="radio"
            name={gradeField(criterion.id)}
            value={grade}
            checked={chosen === grade}
            aria-describedby={`text-${criterion.id}`}
            onChange={() => answers.setGrade(criterion.id, grade)}
          />
          <span>
            <kbd aria-hidden="true">{index + 1}</kbd>
            {t(name)}
          </span>
        </label>
      ))}
      {chosen !== null && (
        <button
          type="submit"
          name="_clear"
          value={criterion.id}
          className="sh-link-button"
          onClick={(event) => {
            event.preventDefault();
            answers.setGrade(criterion.id, null);
          }}
        >
          {t(w.clear)}
          <span className="sh-visually-hidden"> {criterion.id}</span>
        </button>
      )}
    </fieldset>
  );
}

/** Both values of a place that somebody else changed first. */
function ClashBox({ clash, page, answers }: { clash: AnswerClash; page: ItemPage; answers: Answers }) {
  const t = useText();
  const shown = (value: string | null) =>
    clash.part === 'grade' ? gradeName(page, value, t(w.noGrade), t) : (value ?? '');
  return (
    <div className="sh-conflict" role="alert">
      <strong>{t(w.clash)}</strong>
      <dl>
        <dt>{t(w.theirs)}</dt>
        <dd>{shown(clash.theirs)}</dd>
        <dt>{t(w.mine)}</dt>
        <dd>{shown(clash.mine)}</dd>
      </dl>
      <button type="button" className="sh-link-button" onClick={() => answers.settle(clash, 'mine')}>
        {t(w.takeMine)}
      </button>{' '}
      <button type="button" className="sh-link-button" onClick={() => answers.settle(clash, 'theirs')}>
        {t(w.takeTheirs)}
      </button>
    </div>
  );
}

/** What was concluded before, who answered now, and what a second person made of it. */
function CardFoot({ criterion, page, answers, isOpen }: CardProps) {
  const t = useText();
  const fact = answers.facts[criterion.id];
  const before = page.previous?.answers.find(({ criterionId }) => criterionId === criterion.id);
  const hasGrade = answers.valueOf(criterion.id).grade !== null;
  return (
    <div className="sh-criterion-foot">
      {before && page.previous && (
        <span>
          {t(w.previousGrade)}：{gradeName(page, before.grade, t(w.noGrade), t)}（
          {t(instantText(page.previous.at)).slice(0, 10)}）{before.note && ` ${before.note}`}
        </span>
      )}
      {fact && (
        <span>
          {t(w.answeredBy)}：{fact.authorName} {t(instantText(fact.updatedAt))}
        </span>
      )}
      {fact?.isCarried && (
        <span>
          <Sign tone="amber">{t(w.carried)}</Sign>{' '}
          {isOpen && (
            <button type="submit" name="_confirm" value={criterion.id} className="sh-link-button">
              {t(w.confirm)}
              <span className="sh-visually-hidden"> {criterion.id}</span>
            </button>
          )}
        </span>
      )}
      {fact?.isReturned && (
        <span>
          <Sign tone="amber">{t(w.returned)}</Sign>
        </span>
      )}
      {fact?.validatedAt && (
        <span>
          <Sign tone="green">{t(w.validatedBy)}</Sign> {fact.validatedByName}{' '}
          {t(instantText(fact.validatedAt)).slice(0, 10)}
        </span>
      )}
      {fact &&
        hasGrade &&
        !fact.validatedAt &&
        !fact.isReturned &&
        page.assessment.state === 'validating' && (
          <span>
            <Sign tone="blue">{t(w.waitsValidation)}</Sign>
          </span>
        )}
    </div>
  );
}

/** One criterion: what is asked, the grade, a note, and what belongs to it. */
export function CriterionCard(props: CardProps) {
  const t = useText();
  const { criterion, page, answers, isOpen } = props;
  const { grade, note } = answers.valueOf(criterion.id);
  const fact = answers.facts[criterion.id];
  const chosen = page.rules.grades.findIndex((one) => one.grade === grade);
  return (
    <div
      className="sh-criterion"
      id={`c-${criterion.id}`}
      data-criterion={criterion.id}
      {...(fact?.isReturned ? { 'data-returned': true } : {})}
    >
      <p id={`text-${criterion.id}`}>{criterion.text}</p>
      {isOpen ? (
        <GradeChoice {...props} />
      ) : (
        <div>
          <span className="sh-muted">{t(w.grade)}：</span>
          <span className="sh-given">
            {chosen >= 0 && <span aria-hidden="true">{chosen + 1}</span>}
            {gradeName(page, grade, t(w.noGrade), t)}
          </span>
        </div>
      )}
      {answers.clashes
        .filter(({ criterionId }) => criterionId === criterion.id)
        .map((clash) => (
          <ClashBox key={clash.part} clash={clash} page={page} answers={answers} />
        ))}
      {isOpen ? (
        <Textarea
          name={noteField(criterion.id)}
          aria-label={t(w.noteOf(criterion.id))}
          label={t(w.note)}
          value={note}
          onChange={(event) => answers.setNote(criterion.id, event.currentTarget.value)}
          maxLength={2000}
          autosize
          minRows={1}
          maxRows={8}
          size="xs"
          mt={6}
        />
      ) : (
        note && (
          <p style={{ whiteSpace: 'pre-line', margin: '6px 0 0' }}>
            <span className="sh-muted">{t(w.note)}：</span>
            {note}
          </p>
        )
      )}
      <details>
        <summary>{t(w.hints)}</summary>
        <dl>
          <dt>{t(w.usualEvidence)}</dt>
          <dd>{criterion.evidence}</dd>
          <dt>{t(w.improve)}</dt>
          <dd>{criterion.improve}</dd>
        </dl>
      </details>
      <CardFoot {...props} />
    </div>
  );
}
