/** The offset of Asia/Shanghai, which has had no summer time since 1991. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** An instant as the clock on the wall in Shanghai shows it, whatever the zone of server and browser. */
export function InstantText({ at }: { at: string }) {
  const local = new Date(Date.parse(at) + SHANGHAI_OFFSET_MS).toISOString();
  return (
    <time dateTime={at} className="sh-nowrap">
      {local.slice(0, 10)} {local.slice(11, 16)}
    </time>
  );
}
