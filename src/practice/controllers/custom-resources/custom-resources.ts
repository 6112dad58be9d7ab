import { type Definition, type DefinitionNames, definitionKind } from '../../api/custom/definition.ts';
import type { Condition } from '../../objects.ts';
import { deleteObject } from '../../store/deletion.ts';
import { copyJson } from '../../store/json.ts';
import { groupKind } from '../../store/kinds.ts';
import { timestamp } from '../../store/store.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { fromKey, itself } from '../keys.ts';

/** Accepts the names of new definitions, from where they are served; deletes their objects before they go. */
export const customResourceController: ControllerDefinition = { name: 'customresource-controller', create };

const cleanup = 'customresourcecleanup.apiextensions.k8s.io';

function create({ store, clock }: ControllerContext): Controller {
  function sync(key: string): void {
    const { name } = fromKey(key);
    const definition = store.get<Definition>(definitionKind, undefined, name);
    if (!definition) return;
    if (definition.metadata.deletionTimestamp) empty(definition);
    else accept(definition);
  }

  function accept(definition: Definition): void {
    const { metadata, spec } = definition;
    const taken = takenName(definition);
    const now = timestamp(clock.now());
    const conditions = taken
      ? [
          condition(
            'NamesAccepted',
            'False',
            taken.reason,
            `${JSON.stringify(taken.name)} is already in use`,
          ),
          condition('Established', 'False', 'NotAccepted', 'not all names are accepted'),
        ]
      : [
          condition('NamesAccepted', 'True', 'NoConflicts', 'no conflicts found'),
          condition('Established', 'True', 'InitialNamesAccepted', 'the initial names have been accepted'),
        ];
    store.mutate<Definition>(definitionKind, undefined, metadata.name, (draft) => {
      const earlier = draft.status?.conditions ?? [];
      const storage = spec.versions.filter((version) => version.storage).map((version) => version.name);
      draft.status = {
        acceptedNames: taken ? { plural: '', kind: '' } : copyJson(spec.names),
        conditions: conditions.map((one) => {
          const before = earlier.find(({ type }) => type === one.type);
          return {
            ...one,
            lastTransitionTime: before?.status === one.status ? (before.lastTransitionTime ?? now) : now,
          };
        }),
        storedVersions: [...new Set([...(draft.status?.storedVersions ?? []), ...storage])],
      };
    });
  }

  /** A name that another definition of the group has. */
  function takenName({ metadata, spec }: Definition): { name: string; reason: string } | undefined {
    const others = store
      .list<Definition>(definitionKind)
      .filter((one) => one.spec.group === spec.group && one.metadata.name !== metadata.name)
      .flatMap((one) => one.status?.acceptedNames ?? []);
    const plurals = new Set(others.flatMap(namesOf));
    const kinds = new Set(others.flatMap(({ kind, listKind }) => [kind, listKind]));
    const { plural, singular, kind, listKind, shortNames = [] } = spec.names;
    if (plurals.has(plural)) return { name: plural, reason: 'PluralConflict' };
    if (singular && plurals.has(singular)) return { name: singular, reason: 'SingularConflict' };
    const short = shortNames.find((name) => plurals.has(name));
    if (short) return { name: short, reason: 'ShortNamesConflict' };
    if (kinds.has(kind)) return { name: kind, reason: 'KindConflict' };
    return listKind && kinds.has(listKind) ? { name: listKind, reason: 'ListKindConflict' } : undefined;
  }

  function empty({ metadata, spec }: Definition): void {
    const kind = groupKind(spec.group, spec.names.kind);
    for (const object of store.list(kind))
      if (!object.metadata.deletionTimestamp) deleteObject(store, object, clock.now());
    if (store.list(kind).length > 0) return;
    store.mutate<Definition>(definitionKind, undefined, metadata.name, (draft) => {
      draft.metadata.finalizers = draft.metadata.finalizers?.filter((one) => one !== cleanup) ?? [];
    });
  }

  return {
    watches: {
      [definitionKind]: function* (change) {
        yield* itself(change);
        // A name that was given up may be what another waits for.
        if (change.type === 'DELETED')
          for (const other of store.list<Definition>(definitionKind)) yield `/${other.metadata.name}`;
      },
      '*': ({ type, object }) => (type === 'DELETED' ? endingDefinition(object.kind) : []),
    },
    sync,
  };

  function endingDefinition(kind: string): string[] {
    return store
      .list<Definition>(definitionKind)
      .filter((one) => one.metadata.deletionTimestamp && one.spec.names.kind === kind)
      .map((one) => `/${one.metadata.name}`);
  }
}

function namesOf({ plural, singular, shortNames = [] }: DefinitionNames): string[] {
  return [plural, ...(singular ? [singular] : []), ...shortNames];
}

function condition(type: string, status: Condition['status'], reason: string, message: string): Condition {
  return { type, status, reason, message };
}
