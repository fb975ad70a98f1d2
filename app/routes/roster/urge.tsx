import '../../components/list/list.css';
import './roster.css';
import { Alert, Button, Textarea, Title } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data } from '@remix-run/node';
import { Link, useActionData } from '@remix-run/react';
import { z } from 'zod';
import { listRosterEntries, type RosterEntry } from '#db/queries/roster.read.ts';
import { PostForm } from '../../components/form/post-form.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { DEFAULT_TEMPLATE, EntriesSchema, fillTemplate, UrgeSchema } from '../../domain/roster/urging.ts';
import { plainWords, readForm } from '../../http/form.server.ts';
import { localAddress, redirectWith } from '../../http/response.server.ts';
import { type Acting, requireRegulator } from '../../http/scope.server.ts';
import { REFUSAL_WORDS } from '../../i18n/refusal.ts';
import { useText } from '../../i18n/language.tsx';
import { rosterWords as w } from '../../i18n/roster.ts';
import { isSettled, urgeRoster } from '../../services/roster/urge-roster.server.ts';

export const meta: MetaFunction = () => [{ title: '催办 · 数衡 Shuheng' }];

/** Runs after a post too, so it never redirects. */
export async function loader(incoming: LoaderFunctionArgs) {
  await requireRegulator(incoming, 'urge');
  return null;
}

/** Enterprises whose text is shown before it is sent. */
const PREVIEWED = 3;

const isReachable = (entry: RosterEntry) => entry.enterpriseId !== null || entry.contactCipher !== null;

async function compose(
  incoming: ActionFunctionArgs,
  visit: Acting<'regulator'>,
  ids: readonly string[],
  text: string,
) {
  const entries = await incoming.context.ports.db.transaction(visit.scope, (trx) =>
    listRosterEntries(trx, visit.scope, ids),
  );
  const owing = entries.filter((entry) => !isSettled(entry));
  const reached = owing.filter(isReachable);
  return {
    ids: reached.map((entry) => entry.id),
    text,
    settledCount: entries.length - owing.length,
    unreachableCount: owing.length - reached.length,
    previews: reached.slice(0, PREVIEWED).map((entry) => ({
      id: entry.id,
      name: entry.name,
      text: fillTemplate(text, entry.name, entry.owedOn),
    })),
  };
}

/** 催办: first the text with its preview, then, at the press of the button, the sending. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'urge');
  const { isSecure, ports } = incoming.context;
  const Posted = EntriesSchema.extend({
    text: z.string().catch(DEFAULT_TEMPLATE),
    step: z.string().catch(''),
  });
  const form = await readForm(incoming, Posted, ['entry']);
  const back = localAddress(form.values.back, '/roster');
  if (!form.ok) {
    const message = Object.values(form.refusal.fields ?? {})[0] ?? REFUSAL_WORDS.invalid;
    throw redirectWith(back, message, { isSecure, tone: 'warning' });
  }
  const { entry, text, step } = form.value;
  const checked = UrgeSchema.safeParse({ entry, text }, { error: plainWords });
  if (step !== 'send' || !checked.success) {
    const problem = checked.success ? undefined : checked.error.issues[0]?.message;
    const page = { ...(await compose(incoming, visit, entry, text)), back, problem };
    return data(page, { status: problem === undefined ? 200 : 422 });
  }
  const result = await urgeRoster(ports, visit.actor, visit.moment, checked.data);
  if (!result.ok) {
    throw redirectWith(back, REFUSAL_WORDS[result.refusal.code], { isSecure, tone: 'warning' });
  }
  const { urged, settled, unreachable } = result.value;
  throw redirectWith(back, w.urged(urged, settled + unreachable), {
    isSecure,
    tone: urged > 0 ? 'good' : 'warning',
  });
}

export default function Urge() {
  const t = useText();
  const page = useActionData<typeof action>();
  if (!page) {
    return (
      <EmptyState title={t(w.urgeTitle)} action={<Link to="/roster">{t(w.back)}</Link>}>
        <p>{t(w.nobodyTicked)}</p>
      </EmptyState>
    );
  }
  const canSend = page.ids.length > 0;
  return (
    <div className="sh-form">
      <PageHeader
        title={t(w.urgeTitle)}
        lead={
          <>
            {t(w.urgeLead(page.ids.length))}
            {page.settledCount + page.unreachableCount > 0 &&
              ` ${t(w.skipped(page.settledCount, page.unreachableCount))}`}
          </>
        }
      />
      {canSend ? (
        <PostForm action="/roster/urge" className="sh-card">
          <input type="hidden" name="back" value={page.back} />
          {page.ids.map((id) => (
            <input key={id} type="hidden" name="entry" value={id} />
          ))}
          <Textarea
            id="text"
            name="text"
            label={t(w.text)}
            description={t(w.textHelp)}
            defaultValue={page.text}
            error={page.problem ? page.problem.split('\u001f')[0] : undefined}
            rows={5}
            maxLength={1000}
            required
          />
          <Title order={2} mt="md">
            {t(w.preview)}
          </Title>
          {page.previews.map((preview) => (
            <div key={preview.id}>
              <span className="sh-muted">
                {t(w.previewOf)} {preview.name}
              </span>
              <div className="sh-preview">{preview.text}</div>
            </div>
          ))}
          <div className="sh-batch" style={{ marginTop: 12 }}>
            <Button type="submit" name="step" value="send">
              {t(w.send)}（{page.ids.length}）
            </Button>
            <Button type="submit" name="step" value="preview" variant="default">
              {t(w.refresh)}
            </Button>
            <Button component={Link} to={page.back} variant="subtle">
              {t(w.back)}
            </Button>
          </div>
        </PostForm>
      ) : (
        <>
          <Alert color="yellow" variant="light" mb="md">
            {t(w.noneToUrge)}
          </Alert>
          <Button component={Link} to={page.back} variant="default">
            {t(w.back)}
          </Button>
        </>
      )}
    </div>
  );
}
