/** What is counted of the load. */
export const KINDS = ['draft', 'answer', 'filing', 'file', 'change', 'import', 'checkpoint'] as const;
export type Kind = (typeof KINDS)[number];

/** A number that grows with each save of one place: the last one sent, and the last one that was acknowledged. */
export interface Marker {
  sent: number;
  acknowledged: number;
}

/** What was acknowledged about one filing. */
export interface FilingNote {
  readonly organisationId: string;
  /** Digests of the files that were taken. */
  readonly files: string[];
  frozen: number;
  /** Keys of submissions that were answered. */
  readonly submitKeys: string[];
  isWithdrawn: boolean;
}

/** What was acknowledged about one import. */
export interface ImportNote {
  readonly rows: number;
  isApplied: boolean;
  isRecorded: boolean;
}

/** Everything that the product said yes to: it must be there after any kill. */
export class Ledger {
  readonly counts = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>;
  /** By filing. */
  readonly drafts = new Map<string, Marker>();
  /** By assessment and criterion, a blank between. */
  readonly answers = new Map<string, Marker>();
  readonly filings = new Map<string, FilingNote>();
  readonly imports = new Map<string, ImportNote>();
  /** Ids of reported changes. */
  readonly changes: string[] = [];
  /** What went wrong, each once: lost, half done, doubled, or an answer that nobody expects. */
  readonly faults = new Set<string>();

  acknowledge(kind: Kind): void {
    this.counts[kind] += 1;
  }

  marker(of: Map<string, Marker>, key: string): Marker {
    const marker = of.get(key) ?? { sent: 0, acknowledged: 0 };
    of.set(key, marker);
    return marker;
  }

  /** Whether a marker that was found is one that can be: at least the last acknowledged, and one that was sent. */
  checkMarker(what: string, marker: Marker, found: number): void {
    if (found < marker.acknowledged || found > marker.sent) {
      this.faults.add(
        `lost: ${what} stands at ${found}, acknowledged ${marker.acknowledged}, sent ${marker.sent}`,
      );
    }
  }
}
