import { readPlanContent } from '#app/domain/target/plan-file.ts';
import type { PlanContent } from '#app/domain/target/plan.ts';
import { freeze } from '#app/domain/assessment/model-file.ts';
import { openFile } from '#assessments/model.ts';
import jilin from './jilin-digital-government-2023.yaml?raw';
import metaverse from './shanghai-metaverse-2023.yaml?raw';
import pilotCities from './sme-pilot-cities-2023.yaml?raw';
import shandong from './shandong-big-data-2023.yaml?raw';
import vocational from './vocational-education-2023.yaml?raw';

const FILES = [
  { name: 'seeds/policies/sme-pilot-cities-2023.yaml', text: pilotCities },
  { name: 'seeds/policies/vocational-education-2023.yaml', text: vocational },
  { name: 'seeds/policies/shanghai-metaverse-2023.yaml', text: metaverse },
  { name: 'seeds/policies/shandong-big-data-2023.yaml', text: shandong },
  { name: 'seeds/policies/jilin-digital-government-2023.yaml', text: jilin },
];

/** One policy's file, read, checked and frozen. @throws ModelFileError naming file, line and reason */
export function openPolicy(name: string, text: string): PlanContent {
  return freeze(openFile(name, text, readPlanContent));
}

let opened: readonly PlanContent[] | undefined;

/** The library of plans, in the order of the bulletin; read once. @throws ModelFileError where a file does not hold */
export function policyFiles(): readonly PlanContent[] {
  opened ??= FILES.map(({ name, text }) => openPolicy(name, text));
  return opened;
}
