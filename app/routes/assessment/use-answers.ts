import { useNavigation } from '@remix-run/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { z } from 'zod';
import {
  AnswerEditSchema,
  mergeAnswer,
  NO_ANSWER,
  sameAnswer,
  type AnswerClash,
  type AnswerContent,
  type AnswerEdit,
  type AnswerPart,
} from '../../domain/assessment/answer.ts';
import { readPostedAnswers } from '../../domain/assessment/answer-form.ts';
import { exchange, localMemory } from '../../components/filing/draft-exchange.ts';
import type { SaveState } from '../../components/filing/use-autosave.ts';
import type { AnswerFacts } from './item-page.server.ts';

/** Milliseconds after the last change; a grade is one press, a note is many. */
const QUIET_MS = 900;
const RETRY_MS = 5000;

type Contents = Readonly<Record<string, AnswerContent>>;

/** What the answers' address says. */
interface AnswersReply {
  readonly answers: readonly AnswerFacts[];
  readonly clashes: readonly AnswerClash[];
  readonly savedAt: string;
}

interface Start {
  /** Address that saves. */
  readonly address: string;
  /** Address that answers how the item stands. */
  readonly lookAddress: string;
  readonly formId: string;
  readonly memoryKey: string;
  readonly token: string;
  readonly answers: readonly AnswerFacts[];
  readonly clashes: readonly AnswerClash[];
  /** Fields of a form that was refused; they are still to be saved. */
  readonly refused: Readonly<Record<string, string>>;
  readonly savedAt: string;
  readonly accountName: string;
  /** Nothing may be changed: nothing is saved or looked for. */
  readonly isReadOnly: boolean;
}

/** The answers of one item while they are given. */
export interface Answers {
  readonly state: SaveState;
  readonly mergedFrom: string | null;
  readonly values: Contents;
  readonly facts: Readonly<Record<string, AnswerFacts>>;
  readonly clashes: readonly AnswerClash[];
  readonly localCopy: readonly AnswerEdit[] | null;
  valueOf(criterionId: string): AnswerContent;
  setGrade(criterionId: string, grade: AnswerContent['grade']): void;
  setNote(criterionId: string, note: string): void;
  settle(clash: AnswerClash, choice: 'mine' | 'theirs'): void;
  saveNow(): Promise<void>;
  restoreLocal(): void;
  dropLocal(): void;
}

const CopySchema = z.array(AnswerEditSchema);

function contentsOf(answers: readonly AnswerFacts[]): Contents {
  return Object.fromEntries(answers.map(({ criterionId, grade, note }) => [criterionId, { grade, note }]));
}

function at(contents: Contents, id: string): AnswerContent {
  return (Object.hasOwn(contents, id) ? contents[id] : undefined) ?? NO_ANSWER;
}

/** What differs from what the server has. */
function editsBetween(base: Contents, values: Contents): AnswerEdit[] {
  return Object.keys(values).flatMap((criterionId) => {
    const edit = { criterionId, base: at(base, criterionId), mine: at(values, criterionId) };
    return sameAnswer(edit.base, edit.mine) ? [] : [edit];
  });
}

function isTouched(control: Element): boolean {
  if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
  return (
    control instanceof HTMLInputElement &&
    control.type === 'radio' &&
    control.checked !== control.defaultChecked
  );
}

/** What was answered before the page's scripts arrived; asked while the page wakes up. */
function answeredEarly(formId: string): Contents | null {
  if (typeof document === 'undefined') return null;
  const form = document.getElementById(formId);
  if (!(form instanceof HTMLFormElement) || ![...form.elements].some(isTouched)) return null;
  const entries = [...new FormData(form)].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  return typedAnswers(entries);
}

/** The answers in the fields of a form, also those that would be refused: what was typed is shown again as it is. */
function typedAnswers(entries: readonly (readonly [string, string])[]): Contents {
  return Object.fromEntries(
    readPostedAnswers(entries, {}).map(({ criterionId, mine }) => {
      const grade = AnswerEditSchema.shape.mine.shape.grade.safeParse(mine.grade);
      return [criterionId, { grade: grade.success ? grade.data : null, note: mine.note }];
    }),
  );
}

/**
 * Saves answers by themselves: shortly after a change, when the page is left, and again when the connection is back. What
 * colleagues saved meanwhile comes in; a copy stays on this device until the server has everything.
 */
export function useAnswers(start: Start): Answers {
  const { address, lookAddress, token, accountName, isReadOnly } = start;
  const memory = useMemo(() => localMemory(start.memoryKey), [start.memoryKey]);
  const [values, setValues] = useState<Contents>(() => ({
    ...contentsOf(start.answers),
    ...typedAnswers(Object.entries(start.refused)),
  }));
  const [facts, setFacts] = useState(() =>
    Object.fromEntries(start.answers.map((answer) => [answer.criterionId, answer])),
  );
  const [state, setState] = useState<SaveState>({ kind: 'saved', at: start.savedAt });
  const [clashes, setClashes] = useState<readonly AnswerClash[]>(start.clashes);
  const [mergedFrom, setMergedFrom] = useState<string | null>(null);
  const [localCopy, setLocalCopy] = useState<readonly AnswerEdit[] | null>(null);
  const [early] = useState(() => answeredEarly(start.formId));
  const baseRef = useRef(contentsOf(start.answers));
  const valuesRef = useRef(values);
  const busy = useRef(false);
  const savedAt = useRef(start.savedAt);
  // While the form itself is posted it carries everything.
  const navigation = useNavigation();
  const isPosting = useRef(false);
  isPosting.current = navigation.state !== 'idle' && navigation.formMethod !== undefined;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const saveRef = useRef<(leaving?: boolean) => Promise<void>>(() => Promise.resolve());

  const schedule = useCallback((delay: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void saveRef.current(), delay);
  }, []);
  const show = useCallback((next: Contents) => {
    valuesRef.current = next;
    setValues(next);
  }, []);

  const takeIn = useCallback(
    (sent: Contents, reply: AnswersReply) => {
      const next = { ...valuesRef.current };
      const base = { ...baseRef.current };
      for (const answer of reply.answers) {
        const { criterionId: id, grade, note } = answer;
        const theirs = { grade, note };
        if (!sameAnswer(at(sent, id), theirs) && answer.authorName !== accountName) {
          setMergedFrom(answer.authorName);
        }
        next[id] = mergeAnswer(at(sent, id), at(next, id), theirs).merged;
        base[id] = theirs;
      }
      baseRef.current = base;
      show(next);
      setFacts((known) => ({
        ...known,
        ...Object.fromEntries(reply.answers.map((answer) => [answer.criterionId, answer])),
      }));
      if (reply.clashes.length > 0) {
        const isNew = (one: AnswerClash) =>
          !reply.clashes.some(
            ({ criterionId, part }) => criterionId === one.criterionId && part === one.part,
          );
        setClashes((known) => [...known.filter(isNew), ...reply.clashes]);
      }
      savedAt.current = reply.savedAt;
      if (editsBetween(base, next).length > 0) return schedule(QUIET_MS);
      memory.forget();
      setState({ kind: 'saved', at: reply.savedAt });
    },
    [accountName, memory, schedule, show],
  );

  const save = useCallback(
    async (leaving = false) => {
      if (isReadOnly) return;
      if (busy.current || isPosting.current) return schedule(QUIET_MS);
      const sent = valuesRef.current;
      const edits = editsBetween(baseRef.current, sent);
      if (edits.length === 0) {
        setState((known) => (known.kind === 'typing' ? { kind: 'saved', at: savedAt.current } : known));
        return;
      }
      busy.current = true;
      setState({ kind: 'saving' });
      memory.keep({ base: null, mine: edits, at: savedAt.current });
      const body = new URLSearchParams({ _csrf: token, edits: JSON.stringify(edits) });
      const result = await exchange<AnswersReply>(address, {
        method: 'POST',
        body,
        ...(leaving ? { keepalive: true } : {}),
      });
      busy.current = false;
      switch (result.kind) {
        case 'done':
          return takeIn(sent, result.answer);
        case 'signed-out':
          return setState({ kind: 'signed-out' });
        case 'refused':
          return setState({ kind: 'refused', words: result.words });
        case 'unreachable':
          setState({ kind: 'offline' });
          return schedule(RETRY_MS);
      }
    },
    [address, isReadOnly, memory, schedule, takeIn, token],
  );
  saveRef.current = save;

  const set = useCallback(
    (id: string, change: Partial<AnswerContent>) => {
      show({ ...valuesRef.current, [id]: { ...at(valuesRef.current, id), ...change } });
      setState((known) =>
        known.kind === 'signed-out' || known.kind === 'refused' ? known : { kind: 'typing' },
      );
      schedule(QUIET_MS);
    },
    [schedule, show],
  );

  // What another form of the page or a colleague changed comes with the page's own data.
  const { answers, savedAt: loadedAt } = start;
  useEffect(() => {
    if (!busy.current) takeIn(baseRef.current, { answers, clashes: [], savedAt: loadedAt });
  }, [answers, loadedAt, takeIn]);

  useEffect(() => {
    const copy = CopySchema.safeParse(memory.read()?.mine);
    const isLost = (edit: AnswerEdit) => !sameAnswer(edit.mine, at(baseRef.current, edit.criterionId));
    if (copy.success && !isReadOnly && copy.data.some(isLost)) setLocalCopy(copy.data);
    else memory.forget();
  }, [isReadOnly, memory]);

  useEffect(() => {
    if (!early || isReadOnly) return;
    show({ ...valuesRef.current, ...early });
    setState({ kind: 'typing' });
    schedule(QUIET_MS);
  }, [early, isReadOnly, schedule, show]);

  useEffect(() => {
    const look = async () => {
      if (busy.current) return;
      if (editsBetween(baseRef.current, valuesRef.current).length > 0) return saveRef.current();
      const result = await exchange<AnswersReply>(lookAddress, { headers: { Accept: 'application/json' } });
      if (result.kind === 'done') takeIn(baseRef.current, result.answer);
      if (result.kind === 'signed-out') setState({ kind: 'signed-out' });
    };
    const onHide = () => {
      if (document.visibilityState === 'hidden') void saveRef.current(true);
      else void look();
    };
    const onOnline = () => void saveRef.current();
    window.addEventListener('online', onOnline);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      clearTimeout(timer.current);
      window.removeEventListener('online', onOnline);
      document.removeEventListener('visibilitychange', onHide);
      // The page of another item follows: what isn't saved yet goes on its way.
      if (editsBetween(baseRef.current, valuesRef.current).length > 0) void saveRef.current(true);
    };
  }, [lookAddress, takeIn]);

  const dropClash = (clash: AnswerClash) =>
    setClashes((known) =>
      known.filter((one) => one.criterionId !== clash.criterionId || one.part !== clash.part),
    );
  return {
    state,
    mergedFrom,
    values,
    facts,
    clashes,
    localCopy,
    valueOf: (id) => at(values, id),
    setGrade: (id, grade) => set(id, { grade }),
    setNote: (id, note) => set(id, { note }),
    settle(clash, choice) {
      dropClash(clash);
      if (choice === 'mine') set(clash.criterionId, partOf(clash.part, clash.mine));
    },
    saveNow: () => save(),
    restoreLocal() {
      const next = { ...valuesRef.current };
      const found: AnswerClash[] = [];
      for (const { criterionId, base, mine } of localCopy ?? []) {
        const theirs = at(next, criterionId);
        const { merged, clashes: parts } = mergeAnswer(base, theirs, mine);
        next[criterionId] = merged;
        found.push(...parts.map((part) => ({ criterionId, part, mine: mine[part], theirs: theirs[part] })));
      }
      show(next);
      setClashes(found);
      setLocalCopy(null);
      void save();
    },
    dropLocal() {
      memory.forget();
      setLocalCopy(null);
    },
  };
}

function partOf(part: AnswerPart, value: string | null): Partial<AnswerContent> {
  if (part === 'note') return { note: value ?? '' };
  const read = AnswerEditSchema.shape.mine.shape.grade.safeParse(value);
  return { grade: read.success ? read.data : null };
}
