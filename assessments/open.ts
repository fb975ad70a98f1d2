import { crosswalks } from './crosswalk.ts';
import { maturityModels, ModelFileError } from './model.ts';
import { shippedSchemes } from './scheme.ts';

export { ModelFileError };

/**
 * Opens every file of this folder, so that a bad one stops the start and not a page.
 * @throws ModelFileError naming file, line and reason
 */
export function openAssessments(): void {
  maturityModels();
  crosswalks();
  shippedSchemes();
}
