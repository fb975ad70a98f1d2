/** A page of a list, and where the next one begins; null at the end. */
interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/**
 * Every row of a list that is read page by page, each page in a short transaction of the reader's own, so that an export
 * of any length holds neither memory nor a connection.
 * @param read answers the page after a cursor; the empty text asks for the first
 */
export async function* allRows<Row>(read: (after: string) => Promise<Page<Row>>): AsyncGenerator<Row> {
  let after: string | null = '';
  while (after !== null) {
    const page: Page<Row> = await read(after);
    yield* page.rows;
    after = page.next;
  }
}
