import '../../components/list/list.css';
import { Button } from '@mantine/core';
import { Link } from '@remix-run/react';
import { ErrorSummary } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import type { Fields } from '../../domain/target/plan-form.ts';
import { useText } from '../../i18n/language.tsx';
import { planFormWords as f } from '../../i18n/plan-form.ts';
import { planWords as w } from '../../i18n/plan.ts';
import { shownFields } from './shown-fields.ts';
import { TargetInputs, targetLabel, type TargetChoices } from './target-inputs.tsx';

/** The form in which one target of a draft is written. */
export function TargetPageForm({
  initial,
  answer,
  choices,
  isNew,
  back,
}: {
  initial: Fields;
  answer: { readonly values: Fields } | undefined;
  choices: TargetChoices;
  isNew: boolean;
  back: string;
}) {
  const t = useText();
  const { refused, fields, field, labels } = shownFields(initial, answer, t, targetLabel);
  return (
    <>
      <ErrorSummary refused={refused} labels={{ ...labels }} />
      <PostForm>
        <input type="hidden" name="revision" value={fields.revision ?? ''} />
        <TargetInputs field={field} choices={choices} isNew={isNew} />
        <div className="sh-batch" style={{ gap: 16 }}>
          <Button type="submit">{t(f.save)}</Button>
          {!isNew && (
            <Button type="submit" name="step" value="remove" variant="subtle" color="red">
              {t(f.removeTarget)}
            </Button>
          )}
          <Link to={back}>{t(w.backToDraft)}</Link>
        </div>
        {!isNew && <p className="sh-muted">{t(f.removeNote)}</p>}
      </PostForm>
    </>
  );
}
