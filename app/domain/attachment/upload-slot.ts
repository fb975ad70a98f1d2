import { z } from 'zod';
import { ATTACHMENT_SLOTS, type AttachmentSlot } from '#app/domain/filing/option.ts';

/** Slots that people upload to. */
export const UploadSlotSchema = z.enum(
  Object.keys(ATTACHMENT_SLOTS) as [AttachmentSlot, ...AttachmentSlot[]],
);
