import { placeLayers } from '../../fusion/model-shapes';
import type { FusionPlan } from '../../fusion/model-spec';
import { useLab } from '../lab-context';
import { grouped } from '../wording/numbers';
import styles from './fusion-panel.module.css';
import { layerName, parametersOf, shapeText } from './layer-blocks';
import { representationName } from './strategy-name';

/** Every layer of a plan, as the diagram's alternative in words. */
export function LayersTable({ plan, name }: { readonly plan: FusionPlan; readonly name: string }) {
  const definitions = useLab((state) => state.definitions);
  const rows = plan.members.flatMap((member) =>
    placeLayers(member).map((placed) => ({ member: member.name, owner: ownerOf(placed.path), placed })),
  );
  const ownerName = (member: string, owner: string): string => {
    if (owner !== 'head') return representationName(owner, definitions);
    return plan.members.length > 1 ? `${representationName(member, definitions)}, head` : 'all streams';
  };
  return (
    <table className={styles.layers}>
      <caption>{name}</caption>
      <thead>
        <tr>
          <th scope="col">stream</th>
          <th scope="col">layer</th>
          <th scope="col">output</th>
          <th scope="col" className={styles.number}>
            parameters
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ member, owner, placed }) => (
          <tr key={`${member} ${placed.path}`}>
            <td>{ownerName(member, owner)}</td>
            <td>{layerName(placed.layer)}</td>
            <td>{shapeText(placed.output)}</td>
            <td className={styles.number}>{grouped(parametersOf(placed))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const ownerOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
