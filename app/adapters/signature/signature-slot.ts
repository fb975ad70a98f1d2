/** Where a PDF says that a signature lies: the raw file is read, no object is resolved, so no structure can recurse. */

/** A signature's place: bytes [0, holeFrom) and [holeTo, signedTo) are signed, the hole holds the signature in hexadecimal. */
export interface SignatureSlot {
  readonly holeFrom: number;
  readonly holeTo: number;
  readonly signedTo: number;
  readonly message: Buffer;
  /** /SubFilter without its slash, e.g. adbe.pkcs7.detached; null when absent. */
  readonly format: string | null;
  /** /M as it is written, e.g. D:20261122204600+08'00'; null when absent. */
  readonly statedTime: string | null;
}

export interface SlotScan {
  /** One entry a /ByteRange, in the order of the file; null where it is malformed. */
  readonly slots: readonly (SignatureSlot | null)[];
  readonly isComplete: boolean;
}

export const MAX_SIGNATURES = 16;
/** Hexadecimal digits of the largest signature that is looked at: 512 KiB of message. */
const MAX_HOLE = 1 << 20;
const WINDOW = 4096;
const BYTE_RANGE = /^\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/;

/** Reads `<hex…>`; only zero digits may pad it beyond the message, which the reader of the message checks. */
function readHole(file: Buffer, from: number, to: number): Buffer | null {
  if (to - from < 4 || to - from > MAX_HOLE || file[from] !== 0x3c || file[to - 1] !== 0x3e) return null;
  const digits = file.toString('latin1', from + 1, to - 1).replace(/[\r\n\t\f ]/g, '');
  return /^(?:[0-9A-Fa-f]{2})+$/.test(digits) ? Buffer.from(digits, 'hex') : null;
}

/** The entries of the signature's dictionary outside the hole: from its object's start to the object's end. */
function readDictionary(file: Buffer, token: number, holeFrom: number, holeTo: number): string {
  const first = Math.min(token, holeFrom);
  const before = file.toString('latin1', Math.max(0, first - WINDOW), first);
  const middle = token < holeFrom ? file.toString('latin1', token, Math.min(holeFrom, token + WINDOW)) : '';
  const after = file.toString('latin1', holeTo, holeTo + WINDOW);
  const objectStart = before.lastIndexOf(' obj');
  const objectEnd = after.indexOf('endobj');
  return [
    objectStart < 0 ? before : before.slice(objectStart),
    middle,
    objectEnd < 0 ? after : after.slice(0, objectEnd),
  ].join(' ');
}

function readSlot(file: Buffer, token: number): SignatureSlot | null {
  const match = BYTE_RANGE.exec(file.toString('latin1', token, token + 200));
  if (!match) return null;
  const [from = -1, holeFrom = -1, holeTo = -1, length = -1] = match.slice(1).map(Number);
  const signedTo = holeTo + length;
  const isOrdered = from === 0 && holeFrom > 0 && holeTo > holeFrom && length > 0 && signedTo <= file.length;
  const isTokenSigned = token < holeFrom || (token >= holeTo && token < signedTo);
  if (!isOrdered || !isTokenSigned) return null;
  if (!/\/Contents\s*$/.test(file.toString('latin1', Math.max(0, holeFrom - 40), holeFrom))) return null;
  const message = readHole(file, holeFrom, holeTo);
  if (!message) return null;
  const dictionary = readDictionary(file, token, holeFrom, holeTo);
  return {
    holeFrom,
    holeTo,
    signedTo,
    message,
    format: /\/SubFilter\s*\/([\w.-]{1,60})/.exec(dictionary)?.[1] ?? null,
    statedTime: /\/M\s*\((D:[\d+\-Z']{4,30})\)/.exec(dictionary)?.[1] ?? null,
  };
}

/** Finds every signature of a PDF, at most `MAX_SIGNATURES`; a hole that two signatures share counts for the first only. */
export function findSignatureSlots(file: Buffer): SlotScan {
  const slots: (SignatureSlot | null)[] = [];
  const holes = new Set<number>();
  let token = file.indexOf('/ByteRange');
  while (token >= 0) {
    if (slots.length === MAX_SIGNATURES) return { slots, isComplete: false };
    const slot = readSlot(file, token);
    slots.push(slot && holes.has(slot.holeFrom) ? null : slot);
    if (slot) holes.add(slot.holeFrom);
    token = file.indexOf('/ByteRange', token + 10);
  }
  return { slots, isComplete: true };
}

/** A PDF date (ISO 32000-1, 7.9.4) as an ISO instant in UTC; null when it is none. Without a zone it is taken as UTC. */
export function readPdfDate(date: string): string | null {
  const match = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?)?/.exec(date);
  if (!match) return null;
  const [
    ,
    year,
    month = '01',
    day = '01',
    hour = '00',
    minute = '00',
    second = '00',
    sign,
    zoneHour = '00',
    zoneMinute = '00',
  ] = match;
  const zone = sign === undefined ? 'Z' : `${sign}${zoneHour}:${zoneMinute}`;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
