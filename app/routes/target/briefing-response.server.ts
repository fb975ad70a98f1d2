import { refuse } from '../../domain/refusal/refusal.ts';
import { refusalResponse } from '../../http/response.server.ts';
import {
  BRIEFING_TYPES,
  type BriefingFormat,
  type MadeBriefing,
} from '../../services/target/gather-briefing.step.server.ts';
import { attachmentHeaders } from '../filing/attachment-headers.server.ts';

/** The format that an address names; 404 for any other. */
export function formatOf(text: string | undefined): BriefingFormat {
  if (text === undefined || !Object.hasOwn(BRIEFING_TYPES, text)) {
    throw refusalResponse(refuse('not_found').refusal);
  }
  return text as BriefingFormat;
}

/** A made file as a download. */
export function briefingResponse({ fileName, contentType, bytes }: MadeBriefing): Response {
  return new Response(new Uint8Array(bytes), {
    headers: attachmentHeaders(fileName, contentType, bytes.length),
  });
}
