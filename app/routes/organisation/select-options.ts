import { INDUSTRY_SECTIONS } from '../../domain/organisation/industry.ts';
import { LICENCE_KINDS } from '../../domain/organisation/organisation.ts';
import { REGION_CHOICES, regionContains } from '../../domain/organisation/region.ts';
import type { Words } from '../../domain/words.ts';

/** One option of a native select. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

type Text = (pair: Words) => string;

/** Words keyed by value, as options. */
export function optionsOf(table: Readonly<Record<string, Words>>, t: Text): Option[] {
  return Object.entries(table).map(([value, name]) => ({ value, label: t(name) }));
}

/** Regions within another, or all. */
export function regionOptions(within: string | null, t: Text): Option[] {
  return REGION_CHOICES.filter(({ code }) => within === null || regionContains(within, code)).map(
    ({ code, name }) => ({ value: code, label: t(name) }),
  );
}

/** Sections of the national classification of industries. */
export function industryOptions(t: Text): Option[] {
  return Object.entries(INDUSTRY_SECTIONS).map(([code, name]) => ({
    value: code,
    label: `${code} ${t(name)}`,
  }));
}

/** Kinds of licences. */
export function licenceOptions(t: Text): Option[] {
  return optionsOf(LICENCE_KINDS, t);
}
