/** Where a request's memory keeps the account for the request's line in the log. */
export const WHO = 'who';
