import { Alert, Button } from '@mantine/core';
import { Form } from '@remix-run/react';
import { boardWords as w } from '../../i18n/board.ts';
import { useText } from '../../i18n/language.tsx';
import type { ChosenTargets } from './chosen-targets.server.ts';

/** Boxes to choose the targets of a comparison; a plain form with GET, so that the address holds the choice. */
export function TargetChoice({
  chosen,
  kept,
}: {
  chosen: ChosenTargets;
  /** Other parameters of the address that stay: the day, the order. */
  kept: Readonly<Record<string, string>>;
}) {
  const t = useText();
  return (
    <>
      {chosen.unknown !== '' && (
        <Alert color="yellow" variant="light" mb="md" py={8} role="alert">
          {t(w.unknownTargets(chosen.unknown))}
        </Alert>
      )}
      <details className="sh-card sh-choice sh-no-print">
        <summary>
          {t(w.chooseTargets)}（{chosen.ids.length}/{chosen.choices.length}）
        </summary>
        <Form method="get" key={chosen.ids.join(',')}>
          {Object.entries(kept).map(
            ([name, value]) => value !== '' && <input key={name} type="hidden" name={name} value={value} />,
          )}
          <div className="sh-choice-boxes">
            {chosen.choices.map(({ id, name, isChosen }) => (
              <label key={id}>
                <input type="checkbox" name="targets" value={id} defaultChecked={isChosen} />{' '}
                <span className="sh-muted">{id}</span> {t(name)}
              </label>
            ))}
          </div>
          <Button type="submit" variant="default">
            {t(w.show)}
          </Button>
        </Form>
      </details>
    </>
  );
}
