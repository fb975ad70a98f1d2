/** What the address of a review says of its page. */
interface Shown {
  readonly show: string;
  readonly isCurrent: boolean;
  readonly version: { readonly no: number };
  readonly openedFileId: string | null;
}

/**
 * The query of a review's page with some parts changed; the rest stays as it is shown, so that a comment can be begun
 * with an attachment open. A begun comment is left by every other link.
 */
export function reviewSearch(
  page: Shown,
  change: { show?: string; file?: string | null; comment?: string },
): string {
  const show = change.show ?? page.show;
  const file = change.file === undefined ? page.openedFileId : change.file;
  const query = new URLSearchParams({
    ...(page.isCurrent ? {} : { version: String(page.version.no) }),
    ...(show === 'filled' ? {} : { show }),
    ...(file === null ? {} : { file }),
    ...(change.comment === undefined ? {} : { comment: change.comment }),
  });
  return `?${query.toString()}`;
}
