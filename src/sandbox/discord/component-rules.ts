import type { FormFault } from './errors.ts';
import { componentType, isJson, type Json, jsonList, textOf } from './protocol.ts';

/** Every component of a message or modal with its place, nested ones included. */
export function allComponents(
  components: readonly Json[],
  at: readonly (string | number)[] = ['components'],
): readonly { readonly component: Json; readonly path: readonly (string | number)[] }[] {
  return components.flatMap((component, index) => {
    const path = [...at, index];
    const single = (name: string) => {
      const inner = component[name];
      return isJson(inner) ? allComponents([inner], [...path, name]) : [];
    };
    const inside = allComponents(jsonList(component['components']), [...path, 'components']);
    return [{ component, path }, ...inside, ...single('accessory'), ...single('component')];
  });
}

/**
 * What the components break beyond the schemas: identifiers, rows, the totals of Components V2 (Discord, Component
 * Reference).
 */
export function componentFaults(components: readonly Json[], usesV2: boolean): readonly FormFault[] {
  const all = allComponents(components);
  return [...duplicateIds(all), ...(usesV2 ? totals(all) : rowFaults(components))];
}

type Placed = ReturnType<typeof allComponents>;

function duplicateIds(all: Placed): readonly FormFault[] {
  const seen = new Set<unknown>();
  return all.flatMap(({ component, path }) => {
    const id = component['custom_id'];
    if (id === undefined || !seen.has(id)) {
      seen.add(id);
      return [];
    }
    const message = 'Component custom id cannot be duplicated';
    return [{ path: [...path, 'custom_id'], code: 'COMPONENT_CUSTOM_ID_DUPLICATED', message }];
  });
}

function rowFaults(components: readonly Json[]): readonly FormFault[] {
  const faults: FormFault[] = [];
  if (components.length > 5) {
    faults.push({
      path: ['components'],
      code: 'BASE_TYPE_BAD_LENGTH',
      message: 'Must be between 1 and 5 in length.',
    });
  }
  for (const [index, component] of components.entries()) {
    if (component['type'] === componentType.actionRow) continue;
    const message = 'Value of field "type" must be one of (1).';
    faults.push({ path: ['components', index], code: 'UNION_TYPE_CHOICES', message });
  }
  return faults;
}

function totals(all: Placed): readonly FormFault[] {
  const faults: FormFault[] = [];
  if (all.length > 40) {
    const message = 'The total number of components cannot exceed 40';
    faults.push({ path: ['components'], code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message });
  }
  const texts = all.filter(({ component }) => component['type'] === componentType.textDisplay);
  const length = texts.reduce((sum, { component }) => sum + textOf(component['content']).length, 0);
  if (length > 4_000) {
    const message = 'The total size of the text in components cannot exceed 4000';
    faults.push({ path: ['components'], code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message });
  }
  return faults;
}
