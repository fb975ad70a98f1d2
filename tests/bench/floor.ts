/** One statement of the floor, by which a workload of the app is measured. */
export interface FloorWork {
  /** Name in addresses and of the prepared statement. */
  readonly key: string;
  readonly text: string;
  /** Values of the statement: the cases take turns. */
  readonly cases: readonly (readonly unknown[])[];
  /** For the scoped floor: role, scope and what the planner is told. */
  readonly settings: Readonly<Record<string, string>>;
  /** Digest of the session that the scoped floor looks up. */
  readonly session: string;
  /** Where each case is another person's: the same two for each. */
  readonly perCase?: readonly Pick<FloorWork, 'settings' | 'session'>[];
}

/** What is asked of the app, and the floor's statement for the same rows. */
export interface Reading extends FloorWork {
  readonly name: string;
  readonly part: 'filings' | 'assessments' | 'targets';
  /** Addresses, one for each of the floor's cases. */
  readonly paths: readonly string[];
  /** The account that asks. */
  readonly accountId: string;
  /** The route whose data hold the rows. */
  readonly route: string;
  /** The rows as both sides must have them: from the route's data, and from the floor's rows. */
  readonly rowsOfApp: (data: unknown) => unknown;
  readonly rowsOfFloor: (rows: readonly Record<string, unknown>[]) => unknown;
}
