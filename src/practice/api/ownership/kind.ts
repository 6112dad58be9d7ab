import { schemaShape } from '../custom/shape.ts';
import type { Resource } from '../resources/resource.ts';
import { modelOf } from '../schema/model-of.ts';
import { loadModels } from '../schema/tables.ts';
import { emptyObject, modelShape } from './model-shape.ts';
import type { Shape } from './shape.ts';

/** How objects of a resource are taken apart. */
export async function shapeOf(resource: Resource): Promise<Shape> {
  const models = await loadModels();
  const schema = resource.custom?.schema?.openAPIV3Schema;
  if (schema && models.V1ObjectMeta) return schemaShape(schema, modelShape(models.V1ObjectMeta, models));
  const model = modelOf(models, resource);
  return model ? modelShape(model, models) : 'free';
}

/** What an object of a resource is before anybody has said anything about it. */
export async function emptyOf(resource: Resource): Promise<object> {
  const models = await loadModels();
  const model = modelOf(models, resource);
  return model ? emptyObject(model, models) : { metadata: {} };
}
