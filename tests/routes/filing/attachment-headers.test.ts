import { describe, expect, it } from 'vitest';
import { attachmentHeaders } from '../../../app/routes/filing/attachment-headers.server.ts';

describe('headers of a file', () => {
  it('always offer a download by a name in UTF-8, never sniffed and sandboxed', () => {
    const headers = attachmentHeaders('任职 (1)"文件.pdf', 'application/pdf', 12);
    expect(headers.get('Content-Disposition')).toBe(
      `attachment; filename="__ (1)___.pdf"; filename*=UTF-8''%E4%BB%BB%E8%81%8C%20%281%29%22%E6%96%87%E4%BB%B6.pdf`,
    );
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Content-Security-Policy')).toContain('sandbox');
    expect(headers.get('Content-Length')).toBe('12');
  });
});
