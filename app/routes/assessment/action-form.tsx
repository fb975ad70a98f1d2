import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { Link } from '@remix-run/react';
import { ErrorSummary, type Refused } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { EFFORT_MAX } from '../../domain/assessment/action.ts';
import type { Words } from '../../domain/words.ts';
import { improvementWords as w } from '../../i18n/assessment-improvement.ts';
import { useText } from '../../i18n/language.tsx';

/** What the form of an action chooses from, and what it begins with. */
export interface ActionFormFacts {
  readonly cells: readonly { readonly id: string; readonly domain: Words; readonly name: Words }[];
  readonly levels: readonly { readonly level: number; readonly name: Words }[];
  readonly members: readonly { readonly accountId: string; readonly name: string }[];
  /** The criterion that the action is for, where it comes from a gap. */
  readonly criterion: { readonly id: string; readonly text: string } | null;
  readonly initial: Readonly<Record<string, string>>;
}

/** The form by which an action is planned or changed; works without scripts. */
export function ActionForm({
  facts,
  refused,
  submit,
  back,
}: {
  facts: ActionFormFacts;
  refused: Refused | null;
  submit: string;
  back: string;
}) {
  const t = useText();
  const posted = postedFields(refused, t);
  const field = (name: string) => posted(name, facts.initial[name] ?? '');
  const labels = {
    cellId: t(w.item),
    title: t(w.title),
    note: t(w.note),
    ownerId: t(w.owner),
    ownerName: t(w.ownerName),
    dueOn: t(w.dueOn),
    effort: t(w.effortDays),
    expectedLevel: t(w.expectedLevel),
  };
  const domains = [...new Map(facts.cells.map(({ domain }) => [domain.zh, domain])).values()];
  return (
    <>
      <ErrorSummary refused={refused} labels={labels} />
      <PostForm className="sh-card">
        <TextInput {...field('title')} label={labels.title} required mb="md" maxLength={120} />
        {facts.criterion ? (
          <>
            <input type="hidden" name="cellId" value={facts.initial.cellId ?? ''} />
            <NativeSelect
              {...field('criterionId')}
              label={t(w.forCriterion)}
              mb="md"
              data={[
                { value: facts.criterion.id, label: `${facts.criterion.id} ${facts.criterion.text}` },
                { value: '', label: t(w.wholeItem) },
              ]}
            />
          </>
        ) : (
          <NativeSelect
            {...field('cellId')}
            label={labels.cellId}
            required
            mb="md"
            data={domains.map((domain) => ({
              group: t(domain),
              items: facts.cells
                .filter((cell) => cell.domain.zh === domain.zh)
                .map(({ id, name }) => ({ value: id, label: `${id} ${t(name)}` })),
            }))}
          />
        )}
        <NativeSelect
          {...field('expectedLevel')}
          label={labels.expectedLevel}
          required
          mb="md"
          data={facts.levels.map(({ level, name }) => ({
            value: String(level),
            label: `${level} ${t(name)}`,
          }))}
        />
        {facts.members.length > 0 && (
          <NativeSelect
            {...field('ownerId')}
            label={labels.ownerId}
            required
            mb="md"
            data={[
              ...facts.members.map(({ accountId, name }) => ({ value: accountId, label: name })),
              { value: '', label: t(w.ownerOther) },
            ]}
          />
        )}
        <TextInput
          {...field('ownerName')}
          label={labels.ownerName}
          description={t(w.ownerNameHelp)}
          mb="md"
          maxLength={40}
        />
        <TextInput
          {...field('dueOn')}
          type="date"
          label={labels.dueOn}
          required
          mb="md"
          style={{ maxWidth: 240 }}
        />
        <TextInput
          {...field('effort')}
          type="number"
          min={1}
          max={EFFORT_MAX}
          label={labels.effort}
          description={t(w.effortHelp)}
          required
          mb="md"
          style={{ maxWidth: 240 }}
        />
        <Textarea {...field('note')} label={labels.note} mb="md" autosize minRows={3} maxLength={2000} />
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit">{submit}</Button>
          <Link to={back}>{t(w.back)}</Link>
        </div>
      </PostForm>
    </>
  );
}
