/** A name in the form of RFC 5987: percent-encoded UTF-8. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Headers of a file: always a download, never sniffed, and sandboxed should a browser open it all the same. */
export function attachmentHeaders(fileName: string, contentType: string, byteSize?: number): Headers {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  const headers = new Headers({
    'Content-Type': contentType,
    'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeName(fileName)}`,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cache-Control': 'private, no-store',
  });
  if (byteSize !== undefined) headers.set('Content-Length', String(byteSize));
  return headers;
}
