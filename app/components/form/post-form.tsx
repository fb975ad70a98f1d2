import { Form, type FormProps } from '@remix-run/react';
import { createContext, useContext } from 'react';

const FormTokenContext = createContext('');

/** Gives the forms inside the token that shows a post comes from a page of ours. */
export const FormTokenProvider = FormTokenContext.Provider;

/** The token, for posts that aren't made by a form. */
export function useFormToken(): string {
  return useContext(FormTokenContext);
}

/** The hidden token field. */
function FormToken() {
  return <input type="hidden" name="_csrf" value={useContext(FormTokenContext)} />;
}

/** A form that posts; works without JavaScript. The only way to post from a page. */
export function PostForm({ children, ...props }: Omit<FormProps, 'method'>) {
  return (
    <Form method="post" noValidate {...props}>
      <FormToken />
      {children}
    </Form>
  );
}
