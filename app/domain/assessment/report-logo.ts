/** The largest logo, in bytes. */
export const LOGO_MAX_BYTES = 1_000_000;
/** The most pixels of a side: more than any page shows, and little enough to be unpacked safely. */
const LOGO_MAX_SIDE = 4000;

/** A logo as its own bytes describe it. */
export interface LogoFacts {
  readonly type: 'image/png' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
}

const u16 = (bytes: Uint8Array, at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const u32 = (bytes: Uint8Array, at: number) => u16(bytes, at) * 65_536 + u16(bytes, at + 2);

const PNG_START = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];

function pngFacts(bytes: Uint8Array): LogoFacts | null {
  if (bytes.length < 33 || PNG_START.some((byte, index) => bytes[index] !== byte)) return null;
  return { type: 'image/png', width: u32(bytes, 16), height: u32(bytes, 20) };
}

/** The size stands in the first start-of-frame segment. */
function jpegFacts(bytes: Uint8Array): LogoFacts | null {
  if (u16(bytes, 0) !== 0xffd8) return null;
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { type: 'image/jpeg', width: u16(bytes, at + 7), height: u16(bytes, at + 5) };
    at += 2 + u16(bytes, at + 2);
  }
  return null;
}

/** What a file is as a logo, told by its content; null when it is no PNG or JPEG, or larger than a page needs. */
export function readLogo(bytes: Uint8Array): LogoFacts | null {
  const facts = pngFacts(bytes) ?? jpegFacts(bytes);
  if (!facts || facts.width < 1 || facts.height < 1) return null;
  return facts.width <= LOGO_MAX_SIDE && facts.height <= LOGO_MAX_SIDE ? facts : null;
}
