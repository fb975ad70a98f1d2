import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { Link } from '@remix-run/react';
import type { Refused } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { useText } from '../../i18n/language.tsx';
import { reviewWords as w } from '../../i18n/review.ts';
import type { ReviewPage } from './review.tsx';

type Target = NonNullable<ReviewPage['target']>;

function ProposedValue({ target, refused }: { target: Target; refused: Refused | null }) {
  const t = useText();
  const problem = refused?.refusal.fields.proposed;
  const props = {
    id: 'proposed',
    name: 'proposed',
    label: t(w.propose),
    description: t(w.proposeHelp),
    defaultValue: refused?.values.proposed ?? '',
    error: problem ? t(problem) : undefined,
  };
  if (target.options === null) return <TextInput {...props} maxLength={1000} />;
  return (
    <NativeSelect
      {...props}
      data={[
        { value: '', label: '–' },
        ...target.options.map((option) => ({ value: option.code, label: t(option.label) })),
      ]}
    />
  );
}

/** The form of a new comment, standing right under its field. */
export function CommentForm({
  page,
  target,
  refused,
}: {
  page: ReviewPage;
  target: Target;
  refused: Refused | null;
}) {
  const t = useText();
  const problem = refused?.refusal.fields.body;
  return (
    <PostForm className="sh-thread" data-draft preventScrollReset>
      <input type="hidden" name="filing" value={page.filing.id} />
      <input type="hidden" name="anchor" value={target.anchor} />
      <Textarea
        id="body"
        name="body"
        label={`${t(w.commentOn)}：${t(target.label)}`}
        description={t(w.commentHelp)}
        defaultValue={refused?.values.body ?? ''}
        error={problem ? t(problem) : undefined}
        maxLength={2000}
        rows={3}
        required
        autoFocus
      />
      {target.canPropose && <ProposedValue target={target} refused={refused} />}
      <div className="sh-thread-actions" style={{ marginTop: 8 }}>
        <Button type="submit" name="publish" value="draft" size="compact-md" title={t(w.saveDraftHelp)}>
          {t(w.saveDraft)}
        </Button>
        <Button type="submit" name="publish" value="now" size="compact-md" variant="default">
          {t(w.publish)}
        </Button>
        <Button component={Link} to="?" preventScrollReset size="compact-md" variant="subtle">
          {t(w.cancel)}
        </Button>
      </div>
    </PostForm>
  );
}
