/** Where a file's content lies: by its owner and its own id, so that two rows never share a place by accident. */
export function storageKey(organisationId: string, attachmentId: string): string {
  return `attachment/${organisationId}/${attachmentId}`;
}
