/** In which form a client wants objects. */
export interface Form {
  as: 'objects' | 'Table' | 'PartialObjectMetadata' | 'APIGroupDiscoveryList';
  version: string;
}

/** The first form of an Accept header that the server can give. */
export function acceptedForm(accept: string | undefined): Form {
  for (const part of (accept ?? '').split(',')) {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    if (type !== 'application/json') continue;
    const given = Object.fromEntries(parameters.map((parameter) => parameter.split('=', 2)));
    const { as, v: version = 'v1' } = given;
    if (as === undefined) return { as: 'objects', version: 'v1' };
    if (as === 'Table' && version.startsWith('v1')) return { as, version };
    if (as === 'APIGroupDiscoveryList' && version.startsWith('v2')) return { as, version };
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') {
      return { as: 'PartialObjectMetadata', version };
    }
  }
  return { as: 'objects', version: 'v1' };
}
