import './result.css';
import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { explainFigure, FIGURE_KINDS } from '#app/domain/assessment/explanation.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { resultWords as w } from '../../i18n/assessment-result.ts';
import { useText } from '../../i18n/language.tsx';
import { DefinitionLink } from './definition-link.tsx';
import { ExplanationView } from './explanation-view.tsx';
import { requireAssessmentHouse } from './house.server.ts';
import { loadAssessment } from './load-assessment.server.ts';
import { derivationAddress } from './result-cell.tsx';
import { ResultFrame } from './result-frame.tsx';
import { resultHead } from './result-head.server.ts';

export const meta: MetaFunction = () => [{ title: '推导 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const { assessment, model, scheme, result } = await loadAssessment(
    incoming,
    house,
    incoming.params.assessmentId,
  );
  const kind = FIGURE_KINDS.find((one) => one === incoming.params.kind);
  const isWhole = new URL(incoming.request.url).searchParams.get('whole') === 'yes';
  const id = incoming.params.key ?? '';
  const explanation = kind && explainFigure(model, scheme, result, { kind, id, isWhole });
  if (!explanation) throw refusalResponse(refuse('not_found').refusal);
  return {
    head: resultHead(house, assessment, model),
    client: house.client,
    scheme: { id: scheme.id, title: scheme.title, source: scheme.source },
    /** What the address asks for: an item may be explained by its only cell. */
    figure: { kind, id },
    explanation,
    isWhole,
  };
}

export default function Derivation() {
  const t = useText();
  const { head, client, scheme, figure, explanation, isWhole } = useLoaderData<typeof loader>();
  const address = derivationAddress(head.place, figure.kind, figure.id);
  const hasInside = figure.kind === 'overall' || figure.kind === 'domain';
  return (
    <ResultFrame
      head={head}
      client={client}
      title={`${t(w.derivation)} · ${t(explanation.name)}`}
      lead={
        <>
          {t(w.scheme)}：
          <DefinitionLink room="schemes" id={scheme.id} inClient={client !== null}>
            {t(scheme.title)}
          </DefinitionLink>
          {' · '}
          {t(w.ownCriteria)}
          {' · '}
          {t(w.print)}
        </>
      }
      actions={
        <>
          {hasInside && (
            <Button component={Link} to={isWhole ? address : `${address}?whole=yes`} variant="default">
              {t(isWhole ? w.partsOnly : w.whole)}
            </Button>
          )}
          <Button component={Link} to={`${head.place}/result`} variant="default">
            {t(w.toResult)}
          </Button>
        </>
      }
    >
      <ExplanationView explanation={explanation} place={head.place} heading={2} />
      <p className="sh-muted">{scheme.source}</p>
    </ResultFrame>
  );
}
