import { useNavigation } from '@remix-run/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { type LooseRow, fieldValue, groupRows, normaliseBody } from '../../domain/filing/body.ts';
import { canonicalJson, type JsonValue } from '../../domain/filing/canonical.ts';
import { isGroup } from '../../domain/filing/field.ts';
import { typedEarly } from './early-typing.ts';
import { FORM_ENTRIES, type FilingBody } from '../../domain/filing/form.ts';
import { type MergeConflict, mergeDrafts } from '../../domain/filing/merge.ts';
import { sameValue } from '../../domain/filing/diff.ts';
import type { Words } from '../../domain/words.ts';
import { type DraftAnswer, type LocalCopy, fetchDraft, localMemory, sendDraft } from './draft-exchange.ts';
import type { LooseForm } from './field-control.tsx';

/** How the work on the page stands towards the server. */
export type SaveState =
  | { readonly kind: 'saved'; readonly at: string }
  | { readonly kind: 'typing' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'refused'; readonly words: Words };

/** Milliseconds after the last keystroke; the promise is two seconds, the network included. */
const QUIET_MS = 900;
const RETRY_MS = 5000;
/** Milliseconds after which the page shows what an answer opens or closes. */
const DRAW_MS = 120;

export interface Autosave {
  readonly state: SaveState;
  readonly body: FilingBody;
  readonly base: FilingBody;
  readonly conflicts: readonly MergeConflict[];
  /** A colleague's changes came in with the last exchange. */
  readonly mergedFrom: string | null;
  readonly localCopy: LocalCopy | null;
  restoreLocal(): void;
  dropLocal(): void;
  settle(conflict: MergeConflict, choice: 'mine' | 'theirs'): void;
  saveNow(): Promise<void>;
}

interface Start {
  readonly address: string;
  /** Address that the plain form posts to. */
  readonly pageAddress: string;
  readonly memoryKey: string;
  readonly token: string;
  readonly body: FilingBody;
  readonly savedAt: string;
  readonly accountName: string;
}

function isSame(a: FilingBody, b: FilingBody): boolean {
  return canonicalJson(a as unknown as JsonValue) === canonicalJson(b as unknown as JsonValue);
}

/** Writes the places in which two bodies differ into the form, and leaves the others as they are. */
function applyBody(form: UseFormReturn<LooseForm>, from: FilingBody, to: FilingBody): void {
  for (const { key, item } of FORM_ENTRIES) {
    if (isGroup(item)) {
      const [before, after] = [groupRows(from, key), groupRows(to, key)];
      const text = (rows: readonly LooseRow[]) => canonicalJson(rows as unknown as JsonValue);
      if (text(before) !== text(after)) form.setValue(key, structuredClone(after));
    } else if (item.control !== 'attachment' && !sameValue(fieldValue(from, key), fieldValue(to, key))) {
      form.setValue(key, fieldValue(to, key));
    }
  }
}

/**
 * Saves the form by itself: shortly after the last keystroke, when the page is left, and again when the connection is
 * back. What colleagues saved meanwhile is merged in; a copy stays on this device until the server has everything.
 */
export function useAutosave(form: UseFormReturn<LooseForm>, start: Start): Autosave {
  const { address, token } = start;
  const memory = useMemo(() => localMemory(start.memoryKey), [start.memoryKey]);
  const [state, setState] = useState<SaveState>({ kind: 'saved', at: start.savedAt });
  const [body, setBody] = useState(start.body);
  const [base, setBase] = useState(start.body);
  const [conflicts, setConflicts] = useState<readonly MergeConflict[]>([]);
  const [mergedFrom, setMergedFrom] = useState<string | null>(null);
  const [localCopy, setLocalCopy] = useState<LocalCopy | null>(null);
  const [early] = useState(() => typedEarly(start.pageAddress, start.body));
  const baseRef = useRef(start.body);
  const busy = useRef(false);
  // While the form itself is posted it carries everything; a save beside it would only move the revision.
  const navigation = useNavigation();
  const isPosting = useRef(false);
  isPosting.current = navigation.state !== 'idle' && navigation.formMethod !== undefined;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const drawing = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const saveRef = useRef<(leaving?: boolean) => Promise<void>>(() => Promise.resolve());

  const current = useCallback(() => normaliseBody(form.getValues()), [form]);
  const schedule = useCallback((delay: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void saveRef.current(), delay);
  }, []);

  const takeIn = useCallback(
    (sent: FilingBody, answer: DraftAnswer) => {
      const now = current();
      const { merged } = mergeDrafts(sent, now, answer.body);
      applyBody(form, now, merged);
      baseRef.current = answer.body;
      setBase(answer.body);
      setBody(merged);
      if (answer.conflicts.length > 0) {
        setConflicts((known) => [
          ...known.filter(({ path }) => !answer.conflicts.some((one) => one.path === path)),
          ...answer.conflicts,
        ]);
      }
      if (!isSame(sent, answer.body)) setMergedFrom(answer.mergedFromName);
      if (isSame(merged, answer.body)) {
        memory.forget();
        setState({ kind: 'saved', at: answer.savedAt });
      } else schedule(QUIET_MS);
    },
    [current, form, memory, schedule],
  );

  const save = useCallback(
    async (leaving = false) => {
      if (busy.current || isPosting.current) return schedule(QUIET_MS);
      const mine = current();
      setBody(mine);
      if (isSame(mine, baseRef.current)) {
        setState((known) => (known.kind === 'typing' ? { kind: 'saved', at: start.savedAt } : known));
        return;
      }
      busy.current = true;
      setState({ kind: 'saving' });
      memory.keep({ base: baseRef.current, mine, at: start.savedAt });
      const result = await sendDraft(address, token, baseRef.current, mine, leaving);
      busy.current = false;
      switch (result.kind) {
        case 'done':
          return takeIn(mine, result.answer);
        case 'signed-out':
          return setState({ kind: 'signed-out' });
        case 'refused':
          return setState({ kind: 'refused', words: result.words });
        case 'unreachable':
          setState({ kind: 'offline' });
          return schedule(RETRY_MS);
      }
    },
    [address, current, memory, schedule, start.savedAt, takeIn, token],
  );
  saveRef.current = save;

  useEffect(() => {
    const copy = memory.read();
    if (copy && !isSame(normaliseBody(copy.mine), baseRef.current)) setLocalCopy(copy);
    else memory.forget();
  }, [memory]);

  useEffect(() => {
    const watching = form.watch(() => {
      setState((known) =>
        known.kind === 'signed-out' || known.kind === 'refused' ? known : { kind: 'typing' },
      );
      clearTimeout(drawing.current);
      drawing.current = setTimeout(() => setBody(current()), DRAW_MS);
      schedule(QUIET_MS);
    });
    return () => {
      clearTimeout(drawing.current);
      watching.unsubscribe();
    };
  }, [current, form, schedule]);

  useEffect(() => {
    if (!early) return;
    applyBody(form, current(), early);
    setBody(current());
    // The library may hold these values already, and then tells of no change: what differs from the server is saved.
    setState({ kind: 'typing' });
    schedule(QUIET_MS);
  }, [current, early, form, schedule]);

  useEffect(() => {
    const look = async () => {
      if (busy.current) return;
      if (!isSame(current(), baseRef.current)) return saveRef.current();
      const result = await fetchDraft(address);
      if (result.kind === 'done') takeIn(baseRef.current, result.answer);
      if (result.kind === 'signed-out') setState({ kind: 'signed-out' });
    };
    const onFocus = () => void look();
    const onHide = () => {
      if (document.visibilityState === 'hidden') void saveRef.current(true);
      else void look();
    };
    const onOnline = () => void saveRef.current();
    window.addEventListener('focus', onFocus);
    window.addEventListener('online', onOnline);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      clearTimeout(timer.current);
      window.removeEventListener('focus', onFocus);
      window.removeEventListener('online', onOnline);
      document.removeEventListener('visibilitychange', onHide);
    };
  }, [address, current, takeIn]);

  return {
    state,
    body,
    base,
    conflicts,
    mergedFrom: mergedFrom === start.accountName ? null : mergedFrom,
    localCopy,
    restoreLocal() {
      if (!localCopy) return;
      const now = current();
      const { merged, conflicts: found } = mergeDrafts(
        normaliseBody(localCopy.base),
        normaliseBody(localCopy.mine),
        now,
      );
      applyBody(form, now, merged);
      setConflicts(found);
      setLocalCopy(null);
      void save();
    },
    dropLocal() {
      memory.forget();
      setLocalCopy(null);
    },
    settle(conflict, choice) {
      setConflicts((known) => known.filter(({ path }) => path !== conflict.path));
      const chosen = conflict[choice];
      const name = anchorName(current(), conflict.path);
      if (name !== null && chosen !== null && !isRow(chosen)) form.setValue(name, chosen);
      void save();
    },
    saveNow: () => save(),
  };
}

function isRow(value: unknown): value is LooseRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The name of the control at an anchor, or null when its row is gone. */
function anchorName(body: FilingBody, anchor: string): string | null {
  const parts = /^([A-Za-z]+)\[@([A-Za-z0-9_-]+)\]\.([A-Za-z]+)$/u.exec(anchor);
  if (parts === null) return anchor.includes('[') ? null : anchor;
  const [, group = '', id, field = ''] = parts;
  const index = groupRows(body, group).findIndex((row) => row.id === id);
  return index < 0 ? null : `${group}[${index}].${field}`;
}
