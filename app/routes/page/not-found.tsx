import { refuse } from '../../domain/refusal/refusal.ts';
import { refusalResponse } from '../../http/response.server.ts';

/** Every address that is no other's: a page of its own, so that the frame still says whose house this is. */
export function loader() {
  throw refusalResponse(refuse('not_found').refusal);
}

export const action = loader;

/** Never shown: the loader refuses first. Without it the answer would be bare text instead of a page. */
export default function NotFound() {
  return null;
}
