import { emptySet, type FieldSet } from './field-set.ts';
import { fieldShape, type Shape } from './shape.ts';

/** `set` with the declared fields that its members are in: whoever owns `spec.replicas` owns `spec` too. */
export function declaredMembers(set: FieldSet, shape: Shape): FieldSet {
  const all = { ...emptySet(), member: set.member };
  const form = typeof shape === 'string' ? undefined : shape;
  for (const [step, child] of set.inside) {
    const name = step.startsWith('f:') ? step.slice(2) : undefined;
    const inner =
      form?.is === 'map' && name !== undefined
        ? fieldShape(form, name)
        : form?.is === 'list'
          ? form.items
          : 'free';
    const inside = declaredMembers(child, inner);
    const declared = form?.is === 'map' && name !== undefined && form.named(name) !== undefined;
    all.inside.set(step, { ...inside, member: child.member || (declared && child.inside.size > 0) });
  }
  return all;
}
