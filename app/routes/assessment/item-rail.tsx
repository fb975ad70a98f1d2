import { Button, NativeSelect, Textarea } from '@mantine/core';
import { Link } from '@remix-run/react';
import { PostForm } from '../../components/form/post-form.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { itemWords as w } from '../../i18n/assessment-item.ts';
import { useText } from '../../i18n/language.tsx';
import { AssessmentThread } from './assessment-thread.tsx';
import type { ItemPage } from './item-page.server.ts';

interface RailProps {
  readonly page: ItemPage;
  /** Address of the assessment, and of this page. */
  readonly place: string;
  readonly address: string;
}

/** Which cell a form speaks of: asked where the item has several. */
function CellField({ page, label, id }: { page: ItemPage; label: string; id: string }) {
  const t = useText();
  const cells = page.cells.filter(({ exclusion }) => exclusion === null);
  const [only] = cells;
  if (cells.length < 2 || !only) {
    return <input type="hidden" name="cell" value={only?.id ?? page.cells[0]?.id ?? ''} />;
  }
  return (
    <NativeSelect
      id={id}
      name="cell"
      label={label}
      mb={6}
      size="xs"
      data={cells.map(({ id: value, dimension }) => ({ value, label: dimension ? t(dimension) : value }))}
    />
  );
}

function useCellName(page: ItemPage): (cellId: string) => string {
  const t = useText();
  return (cellId) => {
    const dimension = page.cells.find(({ id }) => id === cellId)?.dimension;
    return dimension ? t(dimension) : '';
  };
}

type Evidence = ItemPage['evidence'][number];

function EvidenceRow({ evidence, page, place, address }: RailProps & { evidence: Evidence }) {
  const t = useText();
  const { effectiveFrom, effectiveUntil, term } = evidence;
  const isOpen = page.cells.some(({ id, isOpen: open }) => id === evidence.cellId && open);
  const dated = effectiveFrom !== null || effectiveUntil !== null;
  return (
    <li>
      <Link to={`${page.base}/evidence/${evidence.id}`}>{evidence.title}</Link>{' '}
      {(evidence.isExpired || dated) && <Sign tone={term.tone}>{t(term.name)}</Sign>}{' '}
      {evidence.isRetired && <Sign tone="grey">{t(w.retired)}</Sign>}
      <div className="sh-muted">
        {dated
          ? `${t(w.effective)} ${effectiveFrom ?? '…'} ${t(w.until)} ${effectiveUntil ?? '…'}`
          : t(w.effectiveOpen)}
      </div>
      {isOpen && (
        <PostForm action={`${place}/evidence-links`} preventScrollReset>
          <input type="hidden" name="do" value="unlink" />
          <input type="hidden" name="cell" value={evidence.cellId} />
          <input type="hidden" name="evidence" value={evidence.id} />
          <input type="hidden" name="back" value={address} />
          <button type="submit" className="sh-link-button">
            {t(w.unlink)}
            <span className="sh-visually-hidden"> {evidence.title}</span>
          </button>
        </PostForm>
      )}
    </li>
  );
}

/** The library's pieces that may be linked here, and the way to a new one. */
function EvidencePicker({ page, place, address }: RailProps) {
  const t = useText();
  if (!page.isOpen) return null;
  return (
    <details>
      <summary>{t(w.linkExisting)}</summary>
      {page.choices.length === 0 ? (
        <p className="sh-muted">{t(w.emptyLibrary)}</p>
      ) : (
        <PostForm action={`${place}/evidence-links`} preventScrollReset>
          <input type="hidden" name="do" value="link" />
          <input type="hidden" name="back" value={address} />
          <CellField page={page} label={t(w.chooseCell)} id="link-cell" />
          <NativeSelect
            id="link-evidence"
            name="evidence"
            label={t(w.chooseEvidence)}
            mb={6}
            size="xs"
            data={page.choices.map(({ id, title }) => ({ value: id, label: title }))}
          />
          {page.choices.length >= 100 && <p className="sh-muted">{t(w.moreEvidence)}</p>}
          <Button type="submit" size="compact-sm" variant="default">
            {t(w.link)}
          </Button>
        </PostForm>
      )}
      {page.client?.purpose !== 'assess' && (
        <p style={{ margin: '8px 0 0' }}>
          <Link to={`${page.base}/evidence/new?back=${encodeURIComponent(address)}`}>{t(w.newEvidence)}</Link>
        </p>
      )}
    </details>
  );
}

function EvidenceSection(props: RailProps) {
  const t = useText();
  const { page } = props;
  const cellName = useCellName(page);
  return (
    <section className="sh-card" aria-labelledby="evidence">
      <h2 id="evidence" className="sh-h2">
        {t(w.evidence)}
      </h2>
      {page.evidence.length === 0 && <p className="sh-muted">{t(w.noEvidence)}</p>}
      {page.cells.map(({ id }) => {
        const rows = page.evidence.filter(({ cellId }) => cellId === id);
        if (rows.length === 0) return null;
        return (
          <div key={id}>
            {cellName(id) && <h3>{cellName(id)}</h3>}
            <ul>
              {rows.map((evidence) => (
                <EvidenceRow key={evidence.id} {...props} evidence={evidence} />
              ))}
            </ul>
          </div>
        );
      })}
      <EvidencePicker {...props} />
    </section>
  );
}

function AskForm({ page, place, address }: RailProps) {
  const t = useText();
  return (
    <details style={{ marginTop: 8 }}>
      <summary>{t(w.ask)}</summary>
      {page.assessment.side === 'independent' && <p className="sh-muted">{t(w.askIndependent)}</p>}
      <PostForm action={`${place}/threads`} preventScrollReset>
        <input type="hidden" name="back" value={address} />
        <CellField page={page} label={t(w.about)} id="ask-cell" />
        <Textarea
          name="body"
          id="ask-body"
          label={t(w.askText)}
          rows={3}
          maxLength={2000}
          required
          mb={6}
          size="xs"
        />
        <Button type="submit" size="compact-sm" variant="default">
          {t(w.ask)}
        </Button>
      </PostForm>
    </details>
  );
}

function ThreadSection(props: RailProps) {
  const t = useText();
  const { page, place, address } = props;
  const cellName = useCellName(page);
  const open = page.threads.filter(({ state }) => state !== 'resolved');
  const closed = page.threads.filter(({ state }) => state === 'resolved');
  return (
    <section className="sh-card" aria-labelledby="threads">
      <h2 id="threads" className="sh-h2">
        {t(w.threads)}
      </h2>
      {page.threads.length === 0 && <p className="sh-muted">{t(w.noThreads)}</p>}
      {open.map((thread) => (
        <div key={thread.id}>
          {cellName(thread.cellId) && <h3>{cellName(thread.cellId)}</h3>}
          <AssessmentThread thread={thread} place={place} back={address} />
        </div>
      ))}
      {closed.length > 0 && (
        <details>
          <summary>{t(w.closedThreads(closed.length))}</summary>
          {closed.map((thread) => (
            <AssessmentThread key={thread.id} thread={thread} place={place} back={address} />
          ))}
        </details>
      )}
      {page.mayAsk && <AskForm {...props} />}
    </section>
  );
}

/** What belongs to the item beside its criteria: evidence, questions, related answers of before. */
export function ItemRail(props: RailProps) {
  const t = useText();
  const { page } = props;
  const names = new Map<string, { zh: string; en: string }>(
    page.rules.grades.map(({ grade, name }) => [grade, name]),
  );
  return (
    <aside className="sh-item-rail" aria-label={`${t(w.evidence)}、${t(w.threads)}`}>
      <EvidenceSection {...props} />
      <ThreadSection {...props} />
      {page.previous && page.previous.references.length > 0 && (
        <section className="sh-card" aria-labelledby="references">
          <h2 id="references" className="sh-h2">
            {t(w.references)}
          </h2>
          <details>
            <summary>
              {page.previous.title}（{page.previous.references.length}）
            </summary>
            <ul>
              {page.previous.references.map(({ criterionId, text, grade, note }) => (
                <li key={criterionId}>
                  {text} <strong>{t(names.get(grade ?? '') ?? w.noGrade)}</strong> {note}
                </li>
              ))}
            </ul>
          </details>
        </section>
      )}
    </aside>
  );
}

/** What a validator does with an item: validate what others wrote, or send it back with a question. */
export function ValidationPanel({ page, address }: { page: ItemPage; address: string }) {
  const t = useText();
  const waiting = page.answers.filter(({ grade, validatedAt }) => grade !== null && validatedAt === null);
  const carried = waiting.filter(({ isCarried }) => isCarried).length;
  const own = waiting.filter(({ isCarried, isOwn }) => !isCarried && isOwn).length;
  const free = waiting.length - carried - own;
  const hasGrades = page.answers.some(({ grade }) => grade !== null);
  return (
    <section className="sh-card" aria-labelledby="validation" style={{ marginBottom: 12 }}>
      <h2 id="validation" className="sh-h2">
        {t(w.validation)}
      </h2>
      <p style={{ margin: '0 0 8px' }}>
        {hasGrades && waiting.length === 0 ? t(w.allValidated) : t(w.waiting(waiting.length))}
        {own > 0 && `；${t(w.ownWaiting(own))}`}
        {carried > 0 && `；${t(w.carriedWaiting(carried))}`}
      </p>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12, alignItems: 'flex-start' }}>
        {free > 0 && (
          <PostForm action={`${address}/validate`} preventScrollReset>
            <Button type="submit">{t(w.validate)}</Button>
          </PostForm>
        )}
        {hasGrades && (
          <details style={{ flex: '1 1 260px', maxWidth: 520 }}>
            <summary>{t(w.sendBack)}</summary>
            <PostForm action={`${address}/return`} preventScrollReset>
              <CellField page={page} label={t(w.sendBackTo)} id="return-cell" />
              <Textarea
                name="body"
                id="return-body"
                label={t(w.question)}
                description={t(w.questionHelp)}
                rows={3}
                maxLength={2000}
                required
                mb={6}
              />
              <Button type="submit" variant="default">
                {t(w.sendBack)}
              </Button>
            </PostForm>
          </details>
        )}
      </div>
    </section>
  );
}
