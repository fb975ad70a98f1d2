import { useText } from '../../i18n/language.tsx';
import { words } from '../../domain/words.ts';

/** One box of the chart: its name, who holds it, and the name of the box above. */
export interface ChartNode {
  readonly id: string;
  readonly name: string;
  readonly holder: string;
  readonly parent: string;
}

interface Placed extends ChartNode {
  readonly depth: number;
  readonly column: number;
}

const BOX = { width: 132, height: 48, gapX: 16, gapY: 40 } as const;
const TITLE = words('首席数据官组织架构图', 'Organisation chart of the CDO system');

/**
 * Places each box under its superior: leaves side by side, a superior above the middle of its own. Boxes whose superior
 * is missing stand at the top; a circle is cut where it closes.
 */
export function placeChart(nodes: readonly ChartNode[]): { placed: readonly Placed[]; columns: number } {
  const named = nodes.filter(({ name }) => name !== '');
  const names = new Set(named.map(({ name }) => name));
  const placed: Placed[] = [];
  const seen = new Set<string>();
  let next = 0;
  const put = (node: ChartNode, depth: number): number => {
    seen.add(node.id);
    const children = named.filter(
      (one) => one.parent === node.name && !seen.has(one.id) && one.id !== node.id,
    );
    const columns = children.map((child) => (seen.has(child.id) ? null : put(child, depth + 1)));
    const own = columns.filter((column) => column !== null);
    const column = own.length === 0 ? next++ : ((own[0] ?? 0) + (own[own.length - 1] ?? 0)) / 2;
    placed.push({ ...node, depth, column });
    return column;
  };
  for (const node of named) if (node.parent === '' || !names.has(node.parent)) put(node, 0);
  for (const node of named) if (!seen.has(node.id)) put(node, 0);
  return { placed, columns: Math.max(next, 1) };
}

function shorten(text: string, limit: number): string {
  const characters = [...text];
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : text;
}

/** Draws the chart from its rows; the rows themselves are its accessible form. */
export function OrganisationChart({ nodes }: { nodes: readonly ChartNode[] }) {
  const t = useText();
  const { placed, columns } = placeChart(nodes);
  if (placed.length === 0) return null;
  const depth = Math.max(...placed.map((node) => node.depth));
  const width = columns * (BOX.width + BOX.gapX) + BOX.gapX;
  const height = (depth + 1) * (BOX.height + BOX.gapY);
  const at = (node: Placed) => ({
    x: BOX.gapX + node.column * (BOX.width + BOX.gapX),
    y: 8 + node.depth * (BOX.height + BOX.gapY),
  });
  return (
    <div className="sh-chart">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t(TITLE)}>
        {placed.map((node) => {
          const above = placed.find((one) => one.name === node.parent && one.depth === node.depth - 1);
          if (!above) return null;
          const [from, to] = [at(above), at(node)];
          const middle = from.y + BOX.height + BOX.gapY / 2;
          const centre = (x: number) => x + BOX.width / 2;
          return (
            <path
              key={node.id}
              d={`M${centre(from.x)} ${from.y + BOX.height}V${middle}H${centre(to.x)}V${to.y}`}
              fill="none"
              stroke="#7b8794"
            />
          );
        })}
        {placed.map((node) => {
          const { x, y } = at(node);
          return (
            <g key={node.id}>
              <rect x={x} y={y} width={BOX.width} height={BOX.height} rx="4" fill="#fff" stroke="#155d78" />
              <text
                x={x + BOX.width / 2}
                y={y + (node.holder ? 20 : 29)}
                textAnchor="middle"
                fontSize="13"
                fill="#1d2733"
              >
                {shorten(node.name, 10)}
              </text>
              {node.holder && (
                <text x={x + BOX.width / 2} y={y + 38} textAnchor="middle" fontSize="12" fill="#56606b">
                  {shorten(node.holder, 10)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
