import { Button, Checkbox } from '@mantine/core';
import { Link } from '@remix-run/react';
import { ErrorSummary, type Refused } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import type { PostedField } from '../../components/form/posted-field.ts';
import { weightRows, type SchemeFields } from '../../domain/assessment/scheme-form.ts';
import type { Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import { schemeWords as w } from '../../i18n/scheme.ts';
import { SchemeInputs } from './scheme-fields.tsx';

type Text = (pair: Words) => string;

/** What a field is called in the list of mistakes. */
function labelOf(name: string, t: Text): string {
  const [group = '', key = '', ...rest] = name.split('.');
  const part = { value: w.value, basis: w.basis, confidence: w.confidence, id: w.weightId }[
    (rest.at(-1) ?? key) as 'value' | 'basis' | 'confidence' | 'id'
  ] as Words | undefined;
  const end = part ? ` · ${t(part)}` : '';
  if (group === 'gates') return `${key} ${t(w.level)} ${t(w.gate)}${end}`;
  if (group === 'grades') {
    const grade = w.gradeNames[key as keyof typeof w.gradeNames] as Words | undefined;
    return `${grade ? t(grade) : t(w.grades)}${end}`;
  }
  if (group === 'weights') return `${t(w.weight)} ${Number(key) + 1}${end}`;
  if (group === 'title') return t(key === 'zh' ? w.nameZh : w.nameEn);
  const groups: Readonly<Record<string, Words>> = {
    source: w.source,
    family: w.family,
    floor: w.floor,
    combine: w.combination,
    rounding: w.rounding,
    grounds: w.basis,
  };
  const heading = groups[group];
  return `${heading ? t(heading) : name}${end}`;
}

/** The form in which a scheme is written, with what was typed before a refusal or before more rows were asked for. */
export function SchemePageForm({
  initial,
  answer,
  typed,
  offer,
  nextVersion,
  back,
}: {
  initial: SchemeFields;
  answer: Refused | null;
  typed: SchemeFields | null;
  /** Whether the house may offer it, and does; null where it may not. */
  offer: boolean | null;
  /** Whether it may become the next version of an own scheme. */
  nextVersion: boolean;
  back: string;
}) {
  const t = useText();
  const fields = typed ?? initial;
  const field = (name: string): PostedField => {
    const wrong = answer?.refusal.fields[name];
    return {
      id: name,
      name,
      defaultValue: fields[name] ?? (name.endsWith('.confidence') ? 'U' : ''),
      error: wrong ? t(wrong) : undefined,
    };
  };
  const isTicked = (name: string, before: boolean) => (typed ? typed[name] === 'yes' : before);
  const labels = Object.fromEntries(
    Object.keys(answer?.refusal.fields ?? {}).map((name) => [name, labelOf(name, t)]),
  );
  return (
    <>
      <ErrorSummary refused={answer} labels={labels} />
      <PostForm>
        <SchemeInputs
          field={field}
          isOn={(grade) => isTicked(`grades.${grade}.on`, initial[`grades.${grade}.on`] === 'yes')}
          rows={weightRows(fields)}
        />
        {nextVersion && (
          <Checkbox
            name="isNextVersion"
            value="yes"
            defaultChecked={isTicked('isNextVersion', true)}
            label={t(w.asNextVersion)}
            description={t(w.asNextVersionNote)}
            mb="md"
          />
        )}
        {offer !== null && (
          <Checkbox
            name="isOffered"
            value="yes"
            defaultChecked={isTicked('isOffered', offer)}
            label={t(w.isOffered)}
            mb="md"
          />
        )}
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16, alignItems: 'center' }}>
          <Button type="submit">{t(w.save)}</Button>
          <Button type="submit" name="more" value="yes" variant="default">
            {t(w.moreRows)}
          </Button>
          <Link to={back}>{t(w.backToScheme)}</Link>
        </div>
      </PostForm>
    </>
  );
}
