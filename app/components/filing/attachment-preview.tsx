import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { filingWords as w } from '../../i18n/filing.ts';
import { useText } from '../../i18n/language.tsx';

/** Most pages that are drawn in place; longer files are for the download. */
const MAX_PAGES = 60;

/** Draws a PDF onto canvases with scripting and evaluation off. */
async function drawPdf(bytes: ArrayBuffer, holder: HTMLElement, isStopped: () => boolean): Promise<void> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const worker = await import('pdfjs-dist/legacy/build/pdf.worker.min.mjs?url');
  pdfjs.GlobalWorkerOptions.workerSrc = worker.default;
  const task = pdfjs.getDocument({
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    enableXfa: false,
    useSystemFonts: true,
  });
  const file = await task.promise;
  for (let number = 1; number <= Math.min(file.numPages, MAX_PAGES) && !isStopped(); number += 1) {
    const page = await file.getPage(number);
    const viewport = page.getViewport({ scale: 1.6 });
    const canvas = document.createElement('canvas');
    canvas.width = viewport.width;
    canvas.height = viewport.height;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', `${number} / ${file.numPages}`);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas to draw on');
    await page.render({ canvasContext: context, viewport }).promise;
    if (!isStopped()) holder.append(canvas);
  }
  await task.destroy();
}

function drawImage(bytes: ArrayBuffer, contentType: string, name: string, holder: HTMLElement): () => void {
  const address = URL.createObjectURL(new Blob([bytes], { type: contentType }));
  const image = document.createElement('img');
  image.src = address;
  image.alt = name;
  holder.append(image);
  return () => URL.revokeObjectURL(address);
}

/**
 * Shows a file in place: the route answers it as a download only, so its bytes are fetched and drawn here. Without
 * JavaScript the download remains.
 */
export function AttachmentPreview({
  address,
  fileName,
  contentType,
}: {
  address: string;
  fileName: string;
  contentType: string;
}) {
  const t = useText();
  const holder = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'loading' | 'shown' | 'failed'>('loading');
  useEffect(() => {
    const place = holder.current;
    if (!place) return undefined;
    let stopped = false;
    let release = () => {};
    const show = async () => {
      const answer = await fetch(address, { credentials: 'same-origin' });
      if (!answer.ok) throw new Error(`the file answered ${answer.status}`);
      const bytes = await answer.arrayBuffer();
      if (stopped) return;
      place.replaceChildren();
      if (contentType === 'application/pdf') await drawPdf(bytes, place, () => stopped);
      else release = drawImage(bytes, contentType, fileName, place);
      if (!stopped) setState('shown');
    };
    show().catch(() => {
      if (!stopped) setState('failed');
    });
    return () => {
      stopped = true;
      release();
    };
  }, [address, contentType, fileName]);
  return (
    <div className="sh-preview">
      <noscript>{t(w.previewNoScript)}</noscript>
      <p role="status" className="sh-muted">
        {state === 'loading' && t(w.previewLoading)}
        {state === 'failed' && t(w.previewFailed)}
      </p>
      <div ref={holder} />
      <Button component="a" href={address} variant="default">
        {t(w.download)}
      </Button>
    </div>
  );
}
