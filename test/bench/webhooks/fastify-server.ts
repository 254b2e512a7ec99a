/* What Fastify itself costs: a JSON body, read and thrown away, answered 200. */
import Fastify from 'fastify';

const server = Fastify({ bodyLimit: 8 * 1024 * 1024 });
server.post('/chats/webhook/facebook', (_request, reply) => reply.send('EVENT_RECEIVED'));
const url = await server.listen({ host: '127.0.0.1', port: 0 });
process.send?.({ url: `${url}/chats/webhook/facebook` });
