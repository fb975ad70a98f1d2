import type { FilingBody } from '../../domain/filing/form.ts';
import type { MergeConflict } from '../../domain/filing/merge.ts';
import { words, type Words } from '../../domain/words.ts';

/** What the draft's address answers to a save or a look. */
export interface DraftAnswer {
  readonly revision: number;
  readonly body: FilingBody;
  readonly conflicts: readonly MergeConflict[];
  readonly savedAt: string;
  /** Who had saved the draft before this exchange. */
  readonly mergedFromName: string;
}

/** What became of one exchange with the server. */
export type Exchange<T = DraftAnswer> =
  | { readonly kind: 'done'; readonly answer: T }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'refused'; readonly words: Words }
  | { readonly kind: 'unreachable' };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The words of a refusal; an answer without them comes from something in between. */
function refusalWords(content: unknown): Words {
  const said = isRecord(content) ? content['words'] : null;
  if (isRecord(said) && typeof said['zh'] === 'string' && typeof said['en'] === 'string') {
    return words(said['zh'], said['en']);
  }
  return words('未能保存。', 'Not saved.');
}

async function readAnswer<T>(response: Response): Promise<Exchange<T>> {
  if (response.status === 401) return { kind: 'signed-out' };
  // A look without a session is redirected to the sign-in page.
  if (response.redirected && new URL(response.url).pathname === '/sign-in') return { kind: 'signed-out' };
  if (response.status >= 500) return { kind: 'unreachable' };
  const content: unknown = await response.json();
  if (response.ok) return { kind: 'done', answer: content as T };
  return { kind: 'refused', words: refusalWords(content) };
}

/** One exchange with an address of the product that answers a `T`. */
export async function exchange<T>(address: string, init: RequestInit): Promise<Exchange<T>> {
  try {
    return await readAnswer<T>(await fetch(address, { ...init, credentials: 'same-origin' }));
  } catch (error) {
    // fetch rejects with a TypeError when the network fails; an answer that isn't JSON comes from a proxy in between.
    if (error instanceof TypeError || error instanceof SyntaxError) return { kind: 'unreachable' };
    throw error;
  }
}

/** Sends what was typed, with what it was typed onto. */
export function sendDraft(
  address: string,
  token: string,
  base: FilingBody,
  mine: FilingBody,
  keepalive: boolean,
): Promise<Exchange> {
  const body = new URLSearchParams({ _csrf: token, base: JSON.stringify(base), mine: JSON.stringify(mine) });
  return exchange(address, { method: 'POST', body, ...(keepalive ? { keepalive } : {}) });
}

/** Asks how the draft stands. */
export function fetchDraft(address: string): Promise<Exchange> {
  return exchange(address, { headers: { Accept: 'application/json' } });
}

/** Unsaved work kept on this device until the server has it. */
export interface LocalCopy {
  readonly base: unknown;
  readonly mine: unknown;
  readonly at: string;
}

/** The device's memory for unsaved work; does nothing where the browser forbids it. */
export function localMemory(key: string) {
  const storage = (): Storage | null => {
    try {
      return window.localStorage;
    } catch {
      return null; // the browser forbids it: work is then kept in the page alone
    }
  };
  return {
    keep(copy: LocalCopy): void {
      try {
        storage()?.setItem(key, JSON.stringify(copy));
      } catch {
        return; // the device is full: work stays in the page
      }
    },
    read(): LocalCopy | null {
      const text = storage()?.getItem(key);
      if (!text) return null;
      try {
        const copy: unknown = JSON.parse(text);
        if (!isRecord(copy) || typeof copy['at'] !== 'string') return null;
        return { base: copy['base'], mine: copy['mine'], at: copy['at'] };
      } catch {
        return null; // a copy that can't be read is no copy
      }
    },
    forget(): void {
      storage()?.removeItem(key);
    },
  };
}
