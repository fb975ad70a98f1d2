import { DEMO_PASSWORD, demoAccounts } from '#seeds/demo/cast.ts';

/** A person at the keyboard without a browser: cookies and the form's token. */
export interface Visitor {
  readonly token: string;
  readonly cookies: ReadonlyMap<string, string>;
  /** The cookies as a header. */
  cookie(): string;
  get(path: string): Promise<Response>;
  post(path: string, fields: Record<string, string>, how?: 'form' | 'multipart'): Promise<Response>;
  /** Posts a body as it is, with nothing added but cookies and origin. */
  send(path: string, body: BodyInit, headers?: Record<string, string>): Promise<Response>;
}

/** Opens the sign-in page of a running app, as somebody who was never there. */
export async function visit(origin: string): Promise<Visitor> {
  const cookies = new Map<string, string>();
  const keep = (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    return response;
  };
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const get = async (path: string) =>
    keep(await fetch(`${origin}${path}`, { headers: { cookie: cookie() }, redirect: 'manual' }));
  const send: Visitor['send'] = async (path, body, headers = {}) =>
    keep(
      await fetch(`${origin}${path}`, {
        method: 'POST',
        headers: { cookie: cookie(), origin, ...headers },
        body,
        redirect: 'manual',
      }),
    );
  const page = await (await get('/sign-in')).text();
  const token = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const post: Visitor['post'] = (path, fields, how = 'form') => {
    const body = how === 'form' ? new URLSearchParams() : new FormData();
    for (const [name, value] of Object.entries({ _csrf: token, ...fields })) body.append(name, value);
    return send(path, body);
  };
  return { get, post, send, cookie, token, cookies };
}

/** Signs in one of the demonstration's people. */
export async function signedIn(origin: string, key: string): Promise<Visitor> {
  const person = demoAccounts.find((account) => account.key === key);
  if (!person) throw new Error(`no demo account ${key}`);
  const visitor = await visit(origin);
  const answer = await visitor.post('/sign-in', { identifier: person.email, password: DEMO_PASSWORD });
  if (answer.status !== 302 || !visitor.cookies.has('sh_session')) {
    throw new Error(`${key} can't sign in: ${answer.status}`);
  }
  return visitor;
}
