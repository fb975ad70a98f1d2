import { createContext } from 'react';

/** The nonce of the response's scripts; known on the server only. */
export const NonceContext = createContext<string | undefined>(undefined);
