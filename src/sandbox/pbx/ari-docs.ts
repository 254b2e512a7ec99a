/**
 * ARI's own documents, in Swagger 1.1 as Asterisk serves them, of the operations that the emulation
 * has. Clients such as ari-client build themselves from these.
 */
export function ariDocs(path: string, host: string): unknown {
  const basePath = `http://${host}/ari`;
  const head = { apiVersion: '2.0.0', swaggerVersion: '1.1', basePath };
  if (path === '/api-docs/resources.json') {
    const names = Object.keys(resources);
    return { ...head, apis: names.map((name) => ({ path: `/api-docs/${name}.{format}` })) };
  }
  const name = /^\/api-docs\/(\w+)\.json$/.exec(path)?.[1] ?? '';
  const operations = new Map(Object.entries(resources)).get(name);
  if (!operations) return undefined;
  return { ...head, resourcePath: `/api-docs/${name}.{format}`, apis: operations, models: {} };
}

const resources = {
  asterisk: [
    operation('GET', '/asterisk/ping', 'ping', 'AsteriskPing'),
    operation('GET', '/asterisk/info', 'getInfo', 'AsteriskInfo'),
    operation(
      ...([
        'GET',
        '/asterisk/config/dynamic/{configClass}/{objectType}/{id}',
        'getObject',
      ] as const),
      'List[ConfigTuple]',
    ),
    operation('PUT', '/asterisk/modules/{moduleName}', 'reloadModule', 'void'),
  ],
  endpoints: [
    operation('GET', '/endpoints', 'list', 'List[Endpoint]'),
    operation('GET', '/endpoints/{tech}', 'listByTech', 'List[Endpoint]'),
    operation('GET', '/endpoints/{tech}/{resource}', 'get', 'Endpoint'),
  ],
  channels: [
    operation('GET', '/channels', 'list', 'List[Channel]'),
    operation('POST', '/channels/{channelId}', 'originateWithId', 'Channel', [
      ...['endpoint', 'context', 'extension', 'priority', 'timeout'].map((name) => ({
        ...{ name, paramType: 'query', required: false, dataType: 'string', allowMultiple: false },
      })),
      {
        ...{ name: 'variables', paramType: 'body', required: false, dataType: 'containers' },
        allowMultiple: false,
      },
    ]),
    operation('DELETE', '/channels/{channelId}', 'hangup', 'void'),
    operation(
      ...(['GET', '/channels/{channelId}/rtp_statistics', 'rtpstatistics'] as const),
      'RTPstat',
    ),
  ],
};

function operation(
  ...[httpMethod, path, nickname, responseClass, more = []]: readonly [
    method: string,
    path: string,
    nickname: string,
    responseClass: string,
    more?: readonly object[],
  ]
) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    ...{ name, paramType: 'path', required: true, dataType: 'string', allowMultiple: false },
  }));
  const parameters = [...inPath, ...more];
  return { path, operations: [{ httpMethod, nickname, responseClass, parameters }] };
}
