import { Button } from '@mantine/core';
import { Link, useFetcher } from '@remix-run/react';
import { FILE_SLOTS, type FileSlot } from '../../domain/attachment/attachment.ts';
import type { Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import { formWords as w } from '../../i18n/filing-form.ts';
import { instantText } from '../../i18n/instant.ts';
import { type Refused, refusedIn } from '../form/error-summary.tsx';
import { PostForm } from '../form/post-form.tsx';
import { Sign } from '../layout/sign.tsx';

/** A file as pages draw it. */
export interface FileView {
  readonly id: string;
  readonly slot: FileSlot;
  readonly fileName: string;
  readonly contentType: string;
  readonly byteSize: number;
  readonly sha256: string;
  readonly scanState: 'clean' | 'infected' | 'unscanned';
  readonly uploadedByName: string;
  readonly uploadedAt: string;
  /** Given up with the version that it shows, its retention being over. */
  readonly isErased: boolean;
}

/** A size as people read it: 12 KB, 3.4 MB. */
export function sizeText(bytes: number): string {
  return bytes >= 1_000_000
    ? `${(bytes / 1_000_000).toFixed(1)} MB`
    : `${Math.max(1, Math.round(bytes / 1000))} KB`;
}

/** Whether a file was scanned; 未查毒 is never shown as harmless. */
export function ScanSign({ state }: { state: FileView['scanState'] }) {
  const t = useText();
  if (state === 'clean') return <Sign tone="green">{t(w.clean)}</Sign>;
  if (state === 'infected') return <Sign tone="red">{t(w.infected)}</Sign>;
  return (
    <span title={t(w.unscannedWhy)}>
      <Sign tone="grey" dashed>
        {t(w.unscanned)}
      </Sign>
    </span>
  );
}

/** Files with their size, scan and digest; each can be viewed and downloaded, and removed where that is allowed. */
export function AttachmentList({
  files,
  address,
  canRemove = false,
  showSlot = false,
}: {
  files: readonly FileView[];
  /** Address of the filing's files, without a slash at the end. */
  address: string;
  /** Shows the buttons; the page also needs the `RemovalForms`. */
  canRemove?: boolean;
  showSlot?: boolean;
}) {
  const t = useText();
  if (files.length === 0) return <p className="sh-muted">{t(w.noFiles)}</p>;
  return (
    <ul style={{ listStyle: 'none', margin: '4px 0', padding: 0 }}>
      {files.map((file) => (
        <li
          key={file.id}
          style={{ padding: '8px 0', borderBottom: '1px solid var(--sh-line)', overflowWrap: 'anywhere' }}
        >
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: '2px 10px', alignItems: 'center' }}>
            {showSlot && <span className="sh-tag">{t(FILE_SLOTS[file.slot])}</span>}
            <strong>{file.fileName}</strong>
            <span className="sh-muted">{sizeText(file.byteSize)}</span>
            {file.slot !== 'printed_form' && <ScanSign state={file.scanState} />}
          </div>
          <div className="sh-muted" style={{ fontSize: 12 }}>
            {t(w.fileBy)} {file.uploadedByName} {t(instantText(file.uploadedAt))} · SHA-256{' '}
            <span className="sh-digest">{file.sha256.slice(0, 16)}…</span>
          </div>
          <div style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
            {file.isErased ? (
              <Sign tone="grey">{t(w.erasedFile)}</Sign>
            ) : (
              <>
                <Link to={`${address}/${file.id}/view`} aria-label={`${t(w.preview)} ${file.fileName}`}>
                  {t(w.preview)}
                </Link>
                <a href={`${address}/${file.id}`} aria-label={`${t(w.download)} ${file.fileName}`}>
                  {t(w.download)}
                </a>
              </>
            )}
            {canRemove && (
              <Button
                type="submit"
                form={`remove-${file.id}`}
                variant="subtle"
                color="red"
                size="compact-sm"
                aria-label={`${t(w.removeFile)} ${file.fileName}`}
              >
                {t(w.removeFile)}
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The forms behind the buttons that remove files; they stand outside any other form. */
export function RemovalForms({
  files,
  address,
  back,
}: {
  files: readonly FileView[];
  address: string;
  /** Page to come back to. */
  back: string;
}) {
  return (
    <>
      {files.map((file) => (
        <PostForm
          key={file.id}
          id={`remove-${file.id}`}
          action={`${address}/${file.id}/void`}
          preventScrollReset
        >
          <input type="hidden" name="back" value={back} />
        </PostForm>
      ))}
    </>
  );
}

/** The key of an upload's request; another one as soon as a file was taken, so that no old refusal stands beside it. */
const requestKey = (formId: string, count: number) => `${formId}:${count}`;

/** An upload's own form; its controls may stand inside another form, tied to it by `form=`. */
export function UploadForm({
  id,
  address,
  slot,
  back,
  count,
}: {
  id: string;
  address: string;
  slot: FileSlot;
  /** Page to come back to. */
  back: string;
  /** How many files the slot holds. */
  count: number;
}) {
  return (
    <PostForm
      id={id}
      action={address}
      encType="multipart/form-data"
      preventScrollReset
      navigate={false}
      fetcherKey={requestKey(id, count)}
    >
      <input type="hidden" name="slot" value={slot} />
      <input type="hidden" name="back" value={back} />
    </PostForm>
  );
}

/** What a file was refused for: what stands beside its field. */
export function fileWords({ fields, words }: Refused['refusal']): Words {
  return fields['file'] ?? words;
}

/** The controls of an upload form, with what its file was refused for beside them. */
export function UploadControls({
  formId,
  label,
  count,
  error,
}: {
  formId: string;
  label: string;
  /** How many files the slot holds. */
  count: number;
  error?: string | undefined;
}) {
  const t = useText();
  const request = useFetcher<unknown>({ key: requestKey(formId, count) });
  const refused = request.state === 'idle' ? refusedIn(request.data) : null;
  const message = refused ? t(fileWords(refused.refusal)) : error;
  const id = `${formId}-file`;
  return (
    <div>
      <label htmlFor={id} className="sh-muted" style={{ display: 'block' }}>
        {t(w.chooseFile)}（{label}）：{t(w.fileHelp)}
      </label>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center', marginTop: 4 }}>
        <input
          id={id}
          form={formId}
          type="file"
          name="file"
          accept="application/pdf,image/jpeg,image/png"
          aria-describedby={message ? `${id}-error` : undefined}
          aria-invalid={message ? true : undefined}
        />
        <Button type="submit" form={formId} variant="default" size="compact-md">
          {t(w.upload)}
        </Button>
      </div>
      {message && (
        <p id={`${id}-error`} className="sh-field-error" {...(refused ? { role: 'alert' } : {})}>
          {message}
        </p>
      )}
    </div>
  );
}
