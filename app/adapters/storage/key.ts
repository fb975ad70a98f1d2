const pattern = /^[a-z0-9][a-z0-9-]*(?:\/[a-z0-9][a-z0-9-]*)*$/;

/** Throws unless the key is safe as a path and as an address; keys are made by the program, so a bad one is a bug. */
export function checkKey(key: string): void {
  if (key.length > 200 || !pattern.test(key)) throw new Error(`not a storage key: ${JSON.stringify(key)}`);
}
