/** The platform's own organisation: its chain in the journal holds what belongs to no tenant. */
export const PLATFORM_ORGANISATION_ID = '00000000-0000-7000-8000-000000000001';
