import { regionContains, type RegionCode } from '../organisation/region.ts';
import type { PlanContent } from './plan.ts';

/** Whether a house may adopt a document: its own region lies in the document's, or the other way round. */
export function canAdopt(file: Pick<PlanContent, 'region'>, house: RegionCode): boolean {
  return regionContains(file.region, house) || regionContains(house, file.region);
}

/**
 * A document's content as a house begins with it. A house within the document's region tracks the numbers of its own
 * region; what the document says of numbers stays as it is, for the house to mend in its draft.
 */
export function adopted(file: PlanContent, house: RegionCode): PlanContent {
  if (regionContains(house, file.region)) return file;
  return {
    ...file,
    region: house,
    targets: file.targets.map((target) => ({ ...target, canSplit: false })),
  };
}

/** Documents that a house may adopt: those of its programme first, in the order given. */
export function adoptable<T extends Pick<PlanContent, 'region' | 'programme'>>(
  files: readonly T[],
  house: { readonly regionCode: RegionCode; readonly programmeId: string },
): { readonly ofProgramme: readonly T[]; readonly others: readonly T[] } {
  const possible = files.filter((file) => canAdopt(file, house.regionCode));
  return {
    ofProgramme: possible.filter(({ programme }) => programme === house.programmeId),
    others: possible.filter(({ programme }) => programme !== house.programmeId),
  };
}
