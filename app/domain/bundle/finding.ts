import type { ArchiveFault } from './archive-fault.ts';

/** What doesn't hold in a bundle. */
export type FaultCode =
  | `archive_${ArchiveFault}`
  | 'manifest_missing'
  | 'manifest_unreadable'
  | 'manifest_forged'
  | 'signature_missing'
  | 'signature_malformed'
  | 'wrong_key'
  | 'file_missing'
  | 'file_extra'
  | 'file_changed'
  | 'file_unreadable'
  | 'event_unreadable'
  | 'event_changed'
  | 'event_dropped'
  | 'event_inserted'
  | 'event_reordered'
  | 'event_detached'
  | 'events_cut'
  | 'version_changed'
  | 'version_without_event'
  | 'attachment_changed'
  | 'attachment_missing'
  | 'attachment_lost'
  | 'checkpoint_forged'
  | 'checkpoint_differs'
  | 'receipt_unknown'
  | 'older_than_checkpoint'
  | 'differs_from_checkpoint'
  | 'checkpoint_of_another';

/** What can't be told from a bundle, said plainly. */
export type RemarkCode =
  | 'tail_unseen'
  | 'version_masked'
  | 'version_erased'
  | 'version_unwitnessed'
  | 'attachment_withheld'
  | 'attachment_erased'
  | 'shared_events'
  | 'sample';

/** One thing found, and where: a file, an event's number, a version. */
export interface Finding<C extends string = FaultCode> {
  readonly code: C;
  readonly at: string;
}

/** What verifying a bundle answers. */
export interface BundleVerification {
  /** Everything that can be checked holds. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly remarks: readonly Finding<RemarkCode>[];
  /** What the manifest says of itself; null where it can't be read. To be believed only if `ok`. */
  readonly facts: BundleFacts | null;
}

export interface BundleFacts {
  readonly kind: 'filing' | 'assessment';
  readonly installation: string;
  readonly organisation: string;
  readonly uscc: string | null;
  readonly title: string;
  readonly serialNo: string | null;
  readonly exportedAt: string;
  readonly head: { readonly seq: number; readonly digest: string };
  readonly events: number;
  readonly versions: number;
  readonly attachments: number;
}

const MOST_FINDINGS = 100;

/** Collects what is found, each once and not without end. */
export class Findings {
  readonly faults: Finding[] = [];
  readonly remarks: Finding<RemarkCode>[] = [];

  fault(code: FaultCode, at: string | number = ''): void {
    const found = { code, at: String(at) };
    if (this.faults.length >= MOST_FINDINGS) return;
    if (this.faults.some((one) => one.code === code && one.at === found.at)) return;
    this.faults.push(found);
  }

  remark(code: RemarkCode, at: string | number = ''): void {
    if (this.remarks.length < MOST_FINDINGS) this.remarks.push({ code, at: String(at) });
  }
}
