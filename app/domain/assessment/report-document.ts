import type { Scene } from '../drawing/scene.ts';

/** One line of a radar: what was scored, what is aimed at, what the plan would reach. */
export interface RadarSeries {
  readonly name: string;
  /** By axis, 0 to 5; null where the axis has no score. */
  readonly values: readonly (number | null)[];
  /** `main` is filled, `dashed` is a target, `light` a forecast. */
  readonly stroke: 'main' | 'dashed' | 'light';
}

/** A radar of scores from 0 to 5; fewer than three axes make no radar. */
export interface Radar {
  readonly axes: readonly string[];
  readonly series: readonly RadarSeries[];
}

/** A column of a report's table; `share` is its part of the width. */
export interface ReportColumn {
  readonly head: string;
  readonly share: number;
  readonly align?: 'left' | 'right' | 'center';
}

/** What a report is made of, in reading order. Renderers know nothing else of it. */
export type ReportBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Smaller and grey: how to read what stands above. */
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'subheading'; readonly text: string }
  | {
      readonly kind: 'facts';
      readonly rows: readonly { readonly label: string; readonly value: string }[];
    }
  | {
      readonly kind: 'table';
      readonly columns: readonly ReportColumn[];
      readonly lines: readonly (readonly string[])[];
    }
  | { readonly kind: 'radar'; readonly title: string; readonly radar: Radar }
  /** A drawing under its title; what it shows stands in words or in a table beside it. */
  | { readonly kind: 'drawing'; readonly title: string; readonly scene: Scene }
  /** Boxes left empty for ink. */
  | {
      readonly kind: 'signatures';
      readonly boxes: readonly { readonly label: string; readonly foot: string }[];
    };

export interface ReportSection {
  readonly heading: string;
  readonly blocks: readonly ReportBlock[];
}

/** A report as plain description; PDF and DOCX are printed from it. */
export interface ReportDocument {
  readonly title: string;
  /** A briefing begins on its first page: no cover, no contents. */
  readonly isBrief?: boolean;
  /** Under the title on the cover: the enterprise first. */
  readonly coverLines: readonly string[];
  readonly coverFacts: readonly { readonly label: string; readonly value: string }[];
  /** Opening words of who makes the report; empty for none. */
  readonly opening: readonly string[];
  /** On every page: what the result is not, 草稿, 示例数据. */
  readonly marks: readonly string[];
  /** The instant at which the facts stood, ISO 8601 UTC. */
  readonly asAt: string;
  readonly digest: { readonly algorithm: string; readonly value: string };
  /** Where its subject is found; drawn as a QR code. */
  readonly address: string;
  readonly sections: readonly ReportSection[];
}
