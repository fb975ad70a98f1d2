/** The platform's own organisation: its chain in the journal holds what belongs to no tenant. */
export const PLATFORM_ORGANISATION_ID = '00000000-0000-7000-8000-000000000001';

/** What events about backups name as their subject, so that the newest is found at once. */
export const BACKUP_SUBJECT_ID = '00000000-0000-7000-8000-0000000000b0';
